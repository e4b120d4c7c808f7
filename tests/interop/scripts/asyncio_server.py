# This asyncio TLS server serves many clients at once: it answers nobody before all have sent their line.
from online import settings
import asyncio, ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
clients = settings["clients"]
here = 0
answered = 0
everybody = asyncio.Event()
done = asyncio.Event()


async def serve(reader, writer):
    global here, answered
    line = await reader.readline()
    here += 1
    if here == clients:
        everybody.set()
    await everybody.wait()
    writer.write(b"hello " + line)
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    answered += 1
    if answered == clients:
        done.set()


async def main():
    server = await asyncio.start_server(serve, "0.0.0.0", 8443, backlog=clients, ssl=context)
    print("listening")
    await done.wait()
    server.close()
    print("answered", answered)


asyncio.run(main())
