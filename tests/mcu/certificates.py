"""This computer's own openssl makes keys and certificates for the tests. Files: DER for the camera, PEM for peers."""
import subprocess
from pathlib import Path

KEYS = {
    "P-256": ["ecparam", "-name", "prime256v1", "-genkey", "-noout"],
    "P-384": ["ecparam", "-name", "secp384r1", "-genkey", "-noout"],
    "RSA-2048": ["genrsa", "-traditional", "2048"],
}


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def der(pem_file):
    """Returns a certificate or private key in the form that the camera wants."""
    text = Path(pem_file).read_text()
    kind = "x509" if "CERTIFICATE" in text else "pkey" if "BEGIN PRIVATE KEY" in text else None
    if kind is None:
        kind = "rsa" if "RSA" in text else "ec"
    out = Path(pem_file).with_suffix(".der")
    options = ["-traditional"] if kind == "rsa" else []
    openssl(kind, "-in", pem_file, "-outform", "DER", "-out", out, *options)
    return out.read_bytes()


def make(folder, key_type="P-256"):
    """Makes ca.pem, and server.pem (openmv, 127.0.0.1) and client.pem signed by it, each with its .key."""
    folder = Path(folder)
    for name in ("ca", "server", "client"):
        openssl(*KEYS[key_type][:1], "-out", folder / f"{name}.key", *KEYS[key_type][1:])
    openssl("req", "-x509", "-new", "-key", folder / "ca.key", "-subj", "/CN=test authority", "-days", "3650",
            "-out", folder / "ca.pem")
    (folder / "names").write_text("subjectAltName=DNS:openmv,DNS:localhost,IP:127.0.0.1\n")
    for name in ("server", "client"):
        openssl("req", "-new", "-key", folder / f"{name}.key", "-subj", f"/CN={name}", "-out", folder / f"{name}.csr")
        openssl("x509", "-req", "-in", folder / f"{name}.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
                "-set_serial", "2" if name == "server" else "3", "-days", "3650", "-extfile", folder / "names",
                "-out", folder / f"{name}.pem")
    return folder
