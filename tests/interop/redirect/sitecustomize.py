# Leads one host of a test to a port of this computer, for programs in Python that take no such option:
# TLSCAM_REDIRECT=ca.example=127.0.0.1:14000
import os
import socket

name, _, target = os.environ["TLSCAM_REDIRECT"].partition("=")
address, _, port = target.partition(":")
resolve = socket.getaddrinfo


def redirected(host, service, *more, **options):
    if host == name:
        host, service = address, int(port)
    return resolve(host, service, *more, **options)


socket.getaddrinfo = redirected
