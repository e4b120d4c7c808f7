# A camera loads a certificate and its key here, as a server would. No network is needed for this at all.
import ssl, sys

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
print("loaded")
