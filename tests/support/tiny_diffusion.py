"""Tiny diffusion models with random weights, in the folders and files that diffusers itself writes.

They paint noise, by the same code and the same formats as the real ones: 64 x 64 pixels, a CLIP
tokenizer of bytes, about 7 MB a folder. torch and diffusers are imported when a model is built.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

TOKENS = 77
"""The longest prompt of the tokenizers, start and end included, as of real CLIP models."""

_WORDS = ("a", "man", "woman", "in", "the", "style", "lighthouse", "red", "coat", "map")


def tiny_sd(folder: Path, *, seed: int = 0, safety: bool = False) -> Path:
    """Save a Stable Diffusion 1.x model.

    Args:
        folder: Where to.
        seed: Of its weights.
        safety: With a safety checker, which flags nothing.
    """
    from diffusers import StableDiffusionPipeline

    _seed(seed)
    tokenizer = tiny_tokenizer()
    StableDiffusionPipeline(
        vae=_vae(),
        text_encoder=_text_encoder(tokenizer, projection=None),
        tokenizer=tokenizer,
        unet=_unet(32),
        scheduler=_scheduler(),
        safety_checker=_safety_checker() if safety else None,
        feature_extractor=_feature_extractor() if safety else None,
        requires_safety_checker=safety,
    ).save_pretrained(folder, safe_serialization=True)
    return folder


def tiny_sdxl(folder: Path, *, seed: int = 0) -> Path:
    """Save a Stable Diffusion XL base model with both text encoders."""
    from diffusers import StableDiffusionXLPipeline

    _seed(seed)
    tokenizer, tokenizer_2 = tiny_tokenizer(), tiny_tokenizer(pad="!")
    StableDiffusionXLPipeline(
        vae=_vae(),
        text_encoder=_text_encoder(tokenizer, projection=None),
        text_encoder_2=_text_encoder(tokenizer_2, projection=32),
        tokenizer=tokenizer,
        tokenizer_2=tokenizer_2,
        unet=_unet(64, time_ids=6),
        scheduler=_scheduler(),
        add_watermarker=False,
    ).save_pretrained(folder, safe_serialization=True)
    return folder


def tiny_refiner(folder: Path, *, seed: int = 1) -> Path:
    """Save a Stable Diffusion XL refiner, which has the second text encoder only."""
    from diffusers import StableDiffusionXLImg2ImgPipeline

    _seed(seed)
    tokenizer = tiny_tokenizer(pad="!")
    StableDiffusionXLImg2ImgPipeline(
        vae=_vae(),
        text_encoder=None,
        text_encoder_2=_text_encoder(tokenizer, projection=32),
        tokenizer=None,
        tokenizer_2=tokenizer,
        unet=_unet(32, time_ids=5),
        scheduler=_scheduler(),
        requires_aesthetics_score=True,
        add_watermarker=False,
    ).save_pretrained(folder, safe_serialization=True)
    return folder


def tiny_tokenizer(pad: str = "<|endoftext|>") -> Any:
    """A CLIP tokenizer of bytes, a few words and the two special tokens."""
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import CLIPTokenizer

    letters = sorted(ByteLevel.alphabet())
    vocab = [*letters, *(f"{letter}</w>" for letter in letters)]
    merges: list[tuple[str, str]] = []
    for word in _WORDS:
        for pair in _merges(word):
            if pair not in merges:
                merges.append(pair)
                vocab.append("".join(pair))
    vocab += ["<|startoftext|>", "<|endoftext|>"]
    names = {name: number for number, name in enumerate(vocab)}
    return CLIPTokenizer(vocab=names, merges=merges, model_max_length=TOKENS, pad_token=pad)


def _merges(word: str) -> list[tuple[str, str]]:
    pieces = [*word[:-1], f"{word[-1]}</w>"]
    found = []
    while len(pieces) > 1:
        found.append((pieces[0], pieces[1]))
        pieces[:2] = ["".join(pieces[:2])]
    return found


def _seed(seed: int) -> None:
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(seed)


def _vae() -> Any:
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=(32, 64),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        latent_channels=4,
        sample_size=64,
    )


def _text_encoder(tokenizer: Any, projection: int | None) -> Any:
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=37,
        num_attention_heads=4,
        num_hidden_layers=3,
        projection_dim=projection or 32,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return CLIPTextModelWithProjection(config) if projection else CLIPTextModel(config)


def _unet(cross: int, *, time_ids: int = 0) -> Any:
    from diffusers import UNet2DConditionModel

    xl = {
        "addition_embed_type": "text_time",
        "addition_time_embed_dim": 8,
        "projection_class_embeddings_input_dim": time_ids * 8 + 32,
        "transformer_layers_per_block": (1, 1),
        "use_linear_projection": True,
    }
    return UNet2DConditionModel(
        block_out_channels=(32, 64),
        layers_per_block=1,
        sample_size=32,
        in_channels=4,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=8,
        cross_attention_dim=cross,
        **(xl if time_ids else {}),
    )


def _scheduler() -> Any:
    from diffusers import EulerDiscreteScheduler

    return EulerDiscreteScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        timestep_spacing="leading",
        steps_offset=1,
    )


def _feature_extractor() -> Any:
    from transformers import CLIPImageProcessor

    return CLIPImageProcessor(size=32, crop_size=32)


def _safety_checker() -> Any:
    from diffusers.pipelines.stable_diffusion import StableDiffusionSafetyChecker
    from transformers import CLIPConfig

    vision = {
        "hidden_size": 32,
        "intermediate_size": 37,
        "image_size": 32,
        "patch_size": 8,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
    }
    checker = StableDiffusionSafetyChecker(CLIPConfig(vision_config=vision, projection_dim=64))
    checker.concept_embeds_weights.data.fill_(2.0)
    checker.special_care_embeds_weights.data.fill_(2.0)
    return checker


def tiny_image_encoder(folder: Path, *, seed: int = 2) -> Path:
    """Save a CLIP image encoder, as IP-Adapters come with."""
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    _seed(seed)
    config = CLIPVisionConfig(
        hidden_size=32,
        intermediate_size=37,
        image_size=32,
        patch_size=8,
        num_hidden_layers=2,
        num_attention_heads=4,
        projection_dim=16,
    )
    CLIPVisionModelWithProjection(config).save_pretrained(folder)
    return folder


def tiny_adapter(file: Path, model: Path, *, seed: int = 3) -> Path:
    """Save an IP-Adapter for a model's U-Net, in the file format of the published ones."""
    import torch
    from diffusers import UNet2DConditionModel
    from safetensors.torch import save_file

    _seed(seed)
    unet = UNet2DConditionModel.from_pretrained(model, subfolder="unet")
    cross, tokens, image = unet.config.cross_attention_dim, 4, 16
    tensors = {
        "image_proj.proj.weight": torch.randn(tokens * cross, image),
        "image_proj.proj.bias": torch.zeros(tokens * cross),
        "image_proj.norm.weight": torch.ones(cross),
        "image_proj.norm.bias": torch.zeros(cross),
    }
    attentions = dict(unet.named_modules())
    names = [name for name in unet.attn_processors if "attn2" in name]
    for number, name in enumerate(names):
        width = attentions[name.removesuffix(".processor")].to_q.out_features
        for part in ("to_k_ip", "to_v_ip"):
            tensors[f"ip_adapter.{2 * number + 1}.{part}.weight"] = torch.randn(width, cross)
    save_file(tensors, file)
    return file


def tiny_lora(file: Path, model: Path, *, seed: int = 4) -> Path:
    """Save a LoRA of a model's U-Net, made with peft and written by diffusers."""
    import torch
    from diffusers import StableDiffusionPipeline, UNet2DConditionModel
    from diffusers.utils import convert_state_dict_to_diffusers
    from peft import LoraConfig
    from peft.utils import get_peft_model_state_dict

    _seed(seed)
    unet = UNet2DConditionModel.from_pretrained(model, subfolder="unet")
    unet.add_adapter(
        LoraConfig(r=2, lora_alpha=2, target_modules=["to_k", "to_q", "to_v", "to_out.0"])
    )
    for name, weight in unet.named_parameters():
        if "lora_B" in name:
            weight.data = torch.randn_like(weight)
    layers = convert_state_dict_to_diffusers(get_peft_model_state_dict(unet))
    StableDiffusionPipeline.save_lora_weights(
        file.parent, unet_lora_layers=layers, weight_name=file.name, safe_serialization=True
    )
    return file


def tiny_pixart(folder: Path, *, seed: int = 5) -> Path:
    """Save a PixArt-Sigma model: a T5 text encoder and a transformer in place of a U-Net."""
    from diffusers import DPMSolverMultistepScheduler, PixArtSigmaPipeline, PixArtTransformer2DModel
    from transformers import T5Config, T5EncoderModel, T5TokenizerFast

    _seed(seed)
    pieces = ["<pad>", "</s>", "<unk>", "▁", *map(chr, range(33, 127))]
    tokenizer = T5TokenizerFast(vocab=[(piece, -1.0) for piece in pieces], extra_ids=0)
    encoder = T5Config(
        vocab_size=len(tokenizer), d_model=32, d_kv=8, d_ff=37, num_layers=2, num_heads=4
    )
    transformer = PixArtTransformer2DModel(
        sample_size=32,
        num_layers=2,
        patch_size=2,
        attention_head_dim=8,
        num_attention_heads=3,
        caption_channels=32,
        in_channels=4,
        cross_attention_dim=24,
        out_channels=8,
    )
    PixArtSigmaPipeline(
        tokenizer=tokenizer,
        text_encoder=T5EncoderModel(encoder),
        vae=_vae(),
        transformer=transformer,
        scheduler=DPMSolverMultistepScheduler(),
    ).save_pretrained(folder, safe_serialization=True)
    return folder
