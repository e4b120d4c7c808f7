# Lädt Zertifikat und Schlüssel der Kamera, wie ein Server es tut, bevor er lauscht.
import ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
print("certificate and key are loaded")
