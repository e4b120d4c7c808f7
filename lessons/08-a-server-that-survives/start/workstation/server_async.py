# A TLS server that talks with many visitors at a time.
import asyncio, network, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")


async def serve(reader, writer):
    try:
        line = await asyncio.wait_for(reader.readline(), 20)
        print("received:", line)
        writer.write(b"hello, " + line)
        await writer.drain()
    except (OSError, asyncio.TimeoutError) as error:
        print("no connection:", repr(error))
    await writer.wait_closed()


async def main():
    await asyncio.start_server(serve, "0.0.0.0", 8443, ssl=context)
    print("listening on", lan.ifconfig()[0], "port 8443, for many")
    while True:
        await asyncio.sleep(60)


asyncio.run(main())
