"""The synthetic mark goes in beside the pixels, is found again, and is the same for all formats."""

from __future__ import annotations

import random
import struct
import xml.etree.ElementTree
import zlib

import numpy
import pytest
import simplejpeg
import skia
from hypothesis import given
from hypothesis import strategies as st
from moviellm.marking import DRAWN, TRAINED, embed, source_type_of, xmp_of, xmp_packet

KINDS = ("jpg", "png", "webp", "lossless")


def picture_in(kind, pixels):
    if kind == "jpg":
        return simplejpeg.encode_jpeg(pixels[:, :, :3].copy(), colorspace="RGB")
    image = skia.Image.fromarray(pixels, colorType=skia.kRGBA_8888_ColorType)
    form = skia.kPNG if kind == "png" else skia.kWEBP
    return bytes(image.encodeToData(form, 100 if kind == "lossless" else 80))


def plain(kind):
    return picture_in(kind, numpy.full((5, 7, 4), 200, dtype=numpy.uint8))


def pixels_of(data):
    return skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(data)).toarray()


@pytest.mark.parametrize("kind", KINDS)
@given(
    size=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    seed=st.integers(0, 1_000),
    alpha=st.booleans(),
)
def test_a_mark_leaves_every_pixel_as_it_was(kind, size, seed, alpha):
    width, height = size
    pixels = numpy.frombuffer(
        random.Random(seed).randbytes(width * height * 4), dtype=numpy.uint8
    ).reshape(height, width, 4).copy()  # fmt: skip
    if not alpha:
        pixels[:, :, 3] = 255
    data = picture_in(kind, pixels)
    assert source_type_of(data) is None
    made = embed(data, xmp_packet(TRAINED))
    assert source_type_of(made) == TRAINED
    assert xmp_of(made) == xmp_packet(TRAINED)
    assert numpy.array_equal(pixels_of(made), pixels_of(data))


def test_a_png_keeps_its_own_chunks_in_order():
    made = embed(plain("png"), xmp_packet(DRAWN))
    names, at = [], 8
    while at < len(made):
        length = struct.unpack(">I", made[at : at + 4])[0]
        name, body = made[at + 4 : at + 8], made[at + 4 : at + 8 + length]
        assert struct.unpack(">I", made[at + 8 + length : at + 12 + length])[0] == zlib.crc32(body)
        names.append(name)
        at += 12 + length
    assert names[:2] == [b"IHDR", b"iTXt"]
    assert names[-1] == b"IEND"


def test_a_jpeg_keeps_its_own_first_segment_first():
    made = embed(plain("jpg"), xmp_packet(DRAWN))
    assert made[2:4] == b"\xff\xe0"
    assert made.index(b"\xff\xe1") < made.index(b"\xff\xdb")


@pytest.mark.parametrize("source_type", [DRAWN, TRAINED])
def test_the_packet_is_xml_that_names_source_and_tool(source_type):
    packet = xmp_packet(source_type, tool='a "tool" & <more>')
    (description,) = xml.etree.ElementTree.fromstring(packet)[0]
    terms = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    assert description.attrib == {
        "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about": "",
        "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType": terms + source_type,
        "{http://ns.adobe.com/xap/1.0/}CreatorTool": 'a "tool" & <more>',
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_xmp_has_none(kind):
    assert xmp_of(plain(kind)) is None
    assert source_type_of(plain(kind)) is None


def test_a_photograph_is_not_marked():
    assert source_type_of(embed(plain("jpg"), xmp_packet("digitalCapture"))) is None


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"RIFF\0\0\0\0WAVE"])
def test_other_files_are_refused(data):
    with pytest.raises(ValueError, match="neither a JPEG"):
        embed(data, xmp_packet(DRAWN))


def test_a_packet_that_is_too_long_for_a_jpeg_is_refused():
    with pytest.raises(ValueError, match="do not fit"):
        embed(plain("jpg"), b"x" * 65_600)


@given(st.binary(max_size=200))
def test_bytes_that_are_cut_off_or_no_picture_have_no_xmp(rest):
    for magic in (b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"):
        xmp_of(magic + rest)
