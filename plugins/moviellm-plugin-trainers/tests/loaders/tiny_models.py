"""Models of a few thousand weights, and processors, made from nothing.

Their tokenizer has a token a byte, so that what is learned can be read again letter by letter.
"""

from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

QWEN_SIGNS = (
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>",
    "<|vision_pad|>", "<|image_pad|>", "<|video_pad|>",
)  # fmt: skip
LLAVA_TEMPLATE = (
    "{% for message in messages %}{{ message['role'] }}: "
    "{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<image>{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}<end>{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}"
)


def byte_tokenizer(*signs: str, pad: str, end: str, **named: str) -> PreTrainedTokenizerFast:
    """A tokenizer of bytes and signs.

    Args:
        signs: Further tokens.
        pad: The one that pads.
        end: The one that ends a text.
        named: Signs that a processor asks for by name.
    """
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    made = Tokenizer(models.BPE({letter: at for at, letter in enumerate(letters)}, []))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens(list(signs))
    return PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token=pad, eos_token=end, extra_special_tokens=named
    )


def tiny_llava(folder: Path) -> str:
    """Write a LLaVA with its processor, 256 tokens a picture, and return its folder."""
    from transformers import (
        CLIPImageProcessor,
        CLIPVisionConfig,
        LlamaConfig,
        LlavaConfig,
        LlavaForConditionalGeneration,
        LlavaProcessor,
    )

    tokenizer = byte_tokenizer("<pad>", "<end>", "<image>", pad="<pad>", end="<end>",
                               image_token="<image>")  # fmt: skip
    size = {"height": 224, "width": 224}
    LlavaProcessor(
        CLIPImageProcessor(size={"shortest_edge": 224}, crop_size=size), tokenizer, patch_size=14,
        vision_feature_select_strategy="default", num_additional_image_tokens=1,
        chat_template=LLAVA_TEMPLATE,
    ).save_pretrained(folder)  # fmt: skip
    small = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 2,
             "num_attention_heads": 2}  # fmt: skip
    config = LlavaConfig(
        vision_config=CLIPVisionConfig(image_size=224, patch_size=14, projection_dim=16, **small),
        text_config=LlamaConfig(vocab_size=len(tokenizer), **small),
        image_token_id=tokenizer.convert_tokens_to_ids("<image>"),
    )
    LlavaForConditionalGeneration(config).save_pretrained(folder)
    return str(folder)


def tiny_qwen_processor(folder: Path) -> str:
    """Write config and processor of a Qwen2-VL, and return their folder."""
    from transformers import (
        Qwen2VLConfig,
        Qwen2VLImageProcessor,
        Qwen2VLProcessor,
        Qwen2VLVideoProcessor,
    )

    named = {"image_token": "<|image_pad|>", "video_token": "<|video_pad|>"}
    tokenizer = byte_tokenizer(*QWEN_SIGNS, pad="<|endoftext|>", end="<|im_end|>", **named)
    Qwen2VLProcessor(
        Qwen2VLImageProcessor(), tokenizer, Qwen2VLVideoProcessor(), chat_template="-"
    ).save_pretrained(folder)
    Qwen2VLConfig().save_pretrained(folder)
    return str(folder)
