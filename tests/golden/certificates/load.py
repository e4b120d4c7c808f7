# Tries each file of the drive as a certificate and as a key.
import os, ssl

for name in sorted(os.listdir()):
    if name.endswith(".py"):
        continue
    answers = []
    for load in (
        lambda context: context.load_verify_locations(cafile=name),
        lambda context: context.load_cert_chain("p256.der", name),
    ):
        try:
            load(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
            answers.append("loads")
        except Exception:
            answers.append("refused")
    print(name, "certificate:", answers[0], "key:", answers[1])
