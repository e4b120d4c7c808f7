# Loads the camera's certificate and key, as a server does before it listens.
import ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
print("certificate and key are loaded")
