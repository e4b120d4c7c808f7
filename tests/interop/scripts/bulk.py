# This sends many bytes over a stream, followed by their SHA-256. The same file runs on cameras and in CPython.
import hashlib


def _read(stream, size):
    data = b""
    while len(data) < size:
        part = stream.read(size - len(data))
        if not part:
            raise OSError("the stream ended too early")
        data += part
    return data


def give(stream, size):
    digest = hashlib.sha256()
    number = 0
    while size > 0:
        part = hashlib.sha256(b"%d" % number).digest() * 64
        part = part[:size]
        number += 1
        size -= len(part)
        digest.update(part)
        stream.write(part)
    stream.write(digest.digest())


def take(stream, size):
    digest = hashlib.sha256()
    while size > 0:
        part = _read(stream, min(size, 2048))
        size -= len(part)
        digest.update(part)
    if _read(stream, 32) != digest.digest():
        raise OSError("the bytes arrived damaged")
    print("checksum matches")
