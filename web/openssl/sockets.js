// The system calls for sockets, terminals and the clock, in place of Emscripten's own, which go to WebSockets. They go
// to three objects that whoever makes an instance gives it (their types: web/src/worker/openssl/module.ts):
//
//   Module.network    the sockets of the world (ProgramNetwork)
//   Module.terminal   the learner's terminal (ProgramTerminal)
//   Module.wait       wait(isReady, milliseconds or undefined, resume): calls resume() once isReady() or the time is over
//
// Only connect, accept and select suspend the program (Asyncify); suspends.txt lists who may be on the stack then.
// A read never does: it answers EAGAIN, and openssl goes to select. The body of a call that suspends runs a second
// time, after the wait, without the function that handleSleep is given.

var SocketCalls = {
  // What ProgramNetwork.state() consists of.
  $SOCKET_READABLE: 1,
  $SOCKET_WRITABLE: 2,
  $SOCKET_CONNECTED: 4,
  $SOCKET_ENDED: 8,

  $SOCKETS__deps: ['$FS', '$SYSCALLS', '$SOCKET_READABLE', '$SOCKET_WRITABLE', '$SOCKET_ENDED'],
  $SOCKETS: {
    errors: {
      refused: {{{ cDefine('ECONNREFUSED') }}},
      unreachable: {{{ cDefine('EHOSTUNREACH') }}},
      'no answer': {{{ cDefine('ETIMEDOUT') }}},
      reset: {{{ cDefine('ECONNRESET') }}},
      'in use': {{{ cDefine('EADDRINUSE') }}},
    },

    operations: {
      read: function(stream, buffer, offset, length) {
        var socket = stream.socket;
        if (!socket.handle) throw new FS.ErrnoError({{{ cDefine('ENOTCONN') }}});
        if (length === 0) return 0;
        var state = Module['network'].state(socket.handle);
        if (!(state & SOCKET_READABLE)) throw new FS.ErrnoError({{{ cDefine('EAGAIN') }}});
        var data = Module['network'].receive(socket.handle, length);
        if (data.length === 0) SOCKETS.throwFailure(socket);
        buffer.set(data, offset);
        return data.length;
      },
      write: function(stream, buffer, offset, length) {
        var socket = stream.socket;
        if (!socket.handle) throw new FS.ErrnoError({{{ cDefine('ENOTCONN') }}});
        SOCKETS.throwFailure(socket);
        // A copy: the memory may move while the world works.
        var count = Module['network'].send(socket.handle, Uint8Array.from(buffer.subarray(offset, offset + length)));
        if (count === 0 && length > 0) {
          var ended = Module['network'].state(socket.handle) & SOCKET_ENDED;
          throw new FS.ErrnoError(ended ? {{{ cDefine('EPIPE') }}} : {{{ cDefine('EAGAIN') }}});
        }
        return count;
      },
      close: function(stream) {
        if (stream.socket.handle) Module['network'].close(stream.socket.handle);
        stream.socket.handle = 0;
      },
    },

    open: function(handle) {
      var node = new FS.FSNode(null, 'socket', {{{ cDefine('S_IFSOCK') }}}, 0);
      var stream = FS.createStream({
        node: node,
        flags: {{{ cDefine('O_RDWR') }}},
        seekable: false,
        stream_ops: SOCKETS.operations,
        socket: { handle: handle, address: '0.0.0.0', port: 0, peer: null },
      });
      return stream;
    },

    // The stream of a descriptor, which must be a socket.
    get: function(fd) {
      var stream = SYSCALLS.getStreamFromFD(fd);
      if (!stream.socket) throw new FS.ErrnoError({{{ cDefine('ENOTSOCK') }}});
      return stream;
    },

    errorOf: function(socket) {
      var failure = Module['network'].failure(socket.handle);
      return failure ? SOCKETS.errors[failure] : 0;
    },

    throwFailure: function(socket) {
      var error = SOCKETS.errorOf(socket);
      if (error) throw new FS.ErrnoError(error);
    },

    // Can a descriptor be read (1), written (2)?
    readiness: function(fd) {
      var stream = SYSCALLS.getStreamFromFD(fd);
      if (stream.socket) {
        if (!stream.socket.handle) return 0;
        return Module['network'].state(stream.socket.handle) & (SOCKET_READABLE | SOCKET_WRITABLE);
      }
      return stream.isReady && !stream.isReady() ? SOCKET_WRITABLE : SOCKET_READABLE | SOCKET_WRITABLE;
    },
  },

  __syscall_socket__deps: ['$SOCKETS'],
  __syscall_socket: function(domain, type, protocol) {
    if (domain !== {{{ cDefine('AF_INET') }}}) return -{{{ cDefine('EAFNOSUPPORT') }}};
    if ((type & 0xf) !== {{{ cDefine('SOCK_STREAM') }}}) return -{{{ cDefine('EPROTONOSUPPORT') }}};
    return SOCKETS.open(0).fd;
  },

  __syscall_bind__deps: ['$SOCKETS', '$readSockaddr'],
  __syscall_bind: function(fd, address, length) {
    var socket = SOCKETS.get(fd).socket;
    var info = readSockaddr(address, length);
    if (info.errno) return -info.errno;
    socket.address = info.addr;
    socket.port = info.port;
    return 0;
  },

  __syscall_listen__deps: ['$SOCKETS'],
  __syscall_listen: function(fd, backlog) {
    var socket = SOCKETS.get(fd).socket;
    socket.handle = Module['network'].listen(socket.address, socket.port);
    return socket.handle ? 0 : -{{{ cDefine('EADDRINUSE') }}};
  },

  __syscall_accept4__deps: ['$SOCKETS', '$Asyncify', '$writeSockaddr'],
  __syscall_accept4: function(fd, address, length, flags) {
    return Asyncify.handleSleep(function(wakeUp) {
      var listener = SOCKETS.get(fd).socket;
      function isReady() {
        return (Module['network'].state(listener.handle) & SOCKET_READABLE) !== 0;
      }
      Module['wait'](isReady, undefined, function() {
        var stream = SOCKETS.open(Module['network'].accept(listener.handle));
        var peer = Module['network'].peer(stream.socket.handle);
        stream.socket.peer = peer;
        if (address) writeSockaddr(address, {{{ cDefine('AF_INET') }}}, peer.address, peer.port, length);
        wakeUp(stream.fd);
      });
    });
  },

  __syscall_connect__deps: ['$SOCKETS', '$Asyncify', '$readSockaddr', '$SOCKET_CONNECTED'],
  __syscall_connect: function(fd, address, length) {
    return Asyncify.handleSleep(function(wakeUp) {
      var socket = SOCKETS.get(fd).socket;
      var info = readSockaddr(address, length);
      if (info.errno) return wakeUp(-info.errno);
      socket.handle = Module['network'].connect(info.addr, info.port);
      if (!socket.handle) return wakeUp(-{{{ cDefine('ENETUNREACH') }}});
      socket.peer = { address: info.addr, port: info.port };
      function isReady() {
        return (Module['network'].state(socket.handle) & (SOCKET_CONNECTED | SOCKET_ENDED)) !== 0;
      }
      Module['wait'](isReady, undefined, function() {
        var error = SOCKETS.errorOf(socket);
        wakeUp(error ? -error : 0);
      });
    });
  },

  __syscall__newselect__deps: ['$SOCKETS', '$Asyncify'],
  __syscall__newselect: function(count, readSet, writeSet, exceptSet, timeout) {
    return Asyncify.handleSleep(function(wakeUp) {
      function has(set, fd) {
        return set !== 0 && (HEAP32[(set >> 2) + (fd >> 5)] & (1 << (fd & 31))) !== 0;
      }
      var wanted = [];
      for (var fd = 0; fd < count; ++fd) {
        var mask = (has(readSet, fd) ? 1 : 0) | (has(writeSet, fd) ? 2 : 0);
        if (mask) wanted.push({ fd: fd, mask: mask });
      }
      function isReady() {
        return wanted.some(function(one) { return (SOCKETS.readiness(one.fd) & one.mask) !== 0; });
      }
      // struct timeval of this C library: two 32 bit numbers.
      var milliseconds = timeout ? HEAP32[timeout >> 2] * 1000 + HEAP32[(timeout + 4) >> 2] / 1000 : undefined;
      Module['wait'](isReady, milliseconds, function() {
        [readSet, writeSet, exceptSet].forEach(function(set) {
          if (set) HEAP32.fill(0, set >> 2, (set >> 2) + ((count + 31) >> 5));
        });
        var found = 0;
        wanted.forEach(function(one) {
          var ready = SOCKETS.readiness(one.fd) & one.mask;
          [readSet, writeSet].forEach(function(set, bit) {
            if (!(ready & (1 << bit))) return;
            HEAP32[(set >> 2) + (one.fd >> 5)] |= 1 << (one.fd & 31);
            ++found;
          });
        });
        wakeUp(found);
      });
    });
  },

  // Only with a time of zero does openssl poll here.
  __syscall_poll__deps: ['$SOCKETS'],
  __syscall_poll: function(list, count, timeout) {
    var found = 0;
    for (var i = 0; i < count; ++i) {
      var entry = list + {{{ C_STRUCTS.pollfd.__size__ }}} * i;
      var fd = {{{ makeGetValue('entry', C_STRUCTS.pollfd.fd, 'i32') }}};
      var events = {{{ makeGetValue('entry', C_STRUCTS.pollfd.events, 'i16') }}};
      var ready = SOCKETS.readiness(fd);
      var mask = events & ((ready & 1 ? {{{ cDefine('POLLIN') }}} : 0) | (ready & 2 ? {{{ cDefine('POLLOUT') }}} : 0));
      {{{ makeSetValue('entry', C_STRUCTS.pollfd.revents, 'mask', 'i16') }}};
      if (mask) ++found;
    }
    return found;
  },

  __syscall_recvfrom__deps: ['$SOCKETS'],
  __syscall_recvfrom: function(fd, buffer, length, flags, address, addressLength) {
    return FS.read(SOCKETS.get(fd), HEAP8, buffer, length);
  },

  __syscall_sendto__deps: ['$SOCKETS'],
  __syscall_sendto: function(fd, buffer, length, flags, address, addressLength) {
    return FS.write(SOCKETS.get(fd), HEAP8, buffer, length);
  },

  __syscall_getsockname__deps: ['$SOCKETS', '$writeSockaddr'],
  __syscall_getsockname: function(fd, address, length) {
    var socket = SOCKETS.get(fd).socket;
    writeSockaddr(address, {{{ cDefine('AF_INET') }}}, socket.address, socket.port, length);
    return 0;
  },

  __syscall_getpeername__deps: ['$SOCKETS', '$writeSockaddr'],
  __syscall_getpeername: function(fd, address, length) {
    var peer = SOCKETS.get(fd).socket.peer;
    if (!peer) return -{{{ cDefine('ENOTCONN') }}};
    writeSockaddr(address, {{{ cDefine('AF_INET') }}}, peer.address, peer.port, length);
    return 0;
  },

  __syscall_getsockopt__deps: ['$SOCKETS'],
  __syscall_getsockopt: function(fd, level, option, value, length) {
    var socket = SOCKETS.get(fd).socket;
    var SO_TYPE = 3;
    if (level !== {{{ cDefine('SOL_SOCKET') }}}) return -{{{ cDefine('ENOPROTOOPT') }}};
    if (option === SO_TYPE) HEAP32[value >> 2] = {{{ cDefine('SOCK_STREAM') }}};
    else if (option === {{{ cDefine('SO_ERROR') }}}) HEAP32[value >> 2] = socket.handle ? SOCKETS.errorOf(socket) : 0;
    else return -{{{ cDefine('ENOPROTOOPT') }}};
    HEAP32[length >> 2] = 4;
    return 0;
  },

  tlscam_socket_shutdown__deps: ['$SOCKETS'],
  tlscam_socket_shutdown: function(fd, how) {
    var socket = SOCKETS.get(fd).socket;
    if (!socket.handle) return -{{{ cDefine('ENOTCONN') }}};
    var receiving = 0; // SHUT_RD
    if (how !== receiving) Module['network'].finish(socket.handle);
    return 0;
  },

  // Terminals: only the echo is of interest, which openssl switches off for pass phrases.
  __syscall_ioctl__deps: ['$SYSCALLS'],
  __syscall_ioctl: function(fd, operation, varargs) {
    var stream = SYSCALLS.getStreamFromFD(fd);
    var ECHO = 8; // of c_lflag, the fourth word of struct termios
    switch (operation) {
      case {{{ cDefine('TCGETS') }}}:
        if (!stream.tty) return -{{{ cDefine('ENOTTY') }}};
        HEAP32[(SYSCALLS.get() >> 2) + 3] = ECHO;
        return 0;
      case {{{ cDefine('TCSETS') }}}:
      case {{{ cDefine('TCSETSW') }}}:
      case {{{ cDefine('TCSETSF') }}}:
        if (!stream.tty) return -{{{ cDefine('ENOTTY') }}};
        Module['terminal'].setEcho((HEAP32[(SYSCALLS.get() >> 2) + 3] & ECHO) !== 0);
        return 0;
      case {{{ cDefine('TIOCGWINSZ') }}}:
        return stream.tty ? 0 : -{{{ cDefine('ENOTTY') }}};
      case 0x5421: // FIONBIO: every socket is as if it were non-blocking
        return 0;
      default:
        return -{{{ cDefine('ENOTTY') }}};
    }
  },
};

for (var call in SocketCalls) wrapSyscallFunction(call, SocketCalls, false);

mergeInto(LibraryManager.library, SocketCalls);

mergeInto(LibraryManager.library, {
  // Names of the world; one IPv4 address each.
  getaddrinfo__deps: ['$inetPton4', '$inetNtop4', '$writeSockaddr', 'malloc'],
  getaddrinfo: function(node, service, hint, result) {
    var flags = hint ? {{{ makeGetValue('hint', C_STRUCTS.addrinfo.ai_flags, 'i32') }}} : 0;
    var family = hint ? {{{ makeGetValue('hint', C_STRUCTS.addrinfo.ai_family, 'i32') }}} : 0;
    var type = hint ? {{{ makeGetValue('hint', C_STRUCTS.addrinfo.ai_socktype, 'i32') }}} : 0;
    if (family !== {{{ cDefine('AF_UNSPEC') }}} && family !== {{{ cDefine('AF_INET') }}}) return {{{ cDefine('EAI_NONAME') }}};

    var port = service ? Number(UTF8ToString(service)) : 0;
    if (!(port >= 0 && port <= 65535)) return {{{ cDefine('EAI_SERVICE') }}};

    var address;
    if (!node) {
      address = flags & {{{ cDefine('AI_PASSIVE') }}} ? '0.0.0.0' : '127.0.0.1';
    } else {
      var name = UTF8ToString(node);
      address = inetPton4(name) !== null ? name : null;
      if (address === null && !(flags & {{{ cDefine('AI_NUMERICHOST') }}})) address = Module['network'].lookup(name);
      if (address === null) return {{{ cDefine('EAI_NONAME') }}};
    }

    var socketAddress = _malloc({{{ C_STRUCTS.sockaddr_in.__size__ }}});
    writeSockaddr(socketAddress, {{{ cDefine('AF_INET') }}}, address, port);
    var info = _malloc({{{ C_STRUCTS.addrinfo.__size__ }}});
    HEAPU8.fill(0, info, info + {{{ C_STRUCTS.addrinfo.__size__ }}});
    {{{ makeSetValue('info', C_STRUCTS.addrinfo.ai_family, cDefine('AF_INET'), 'i32') }}};
    {{{ makeSetValue('info', C_STRUCTS.addrinfo.ai_socktype, 'type || ' + cDefine('SOCK_STREAM'), 'i32') }}};
    {{{ makeSetValue('info', C_STRUCTS.addrinfo.ai_protocol, cDefine('IPPROTO_TCP'), 'i32') }}};
    {{{ makeSetValue('info', C_STRUCTS.addrinfo.ai_addr, 'socketAddress', '*') }}};
    {{{ makeSetValue('info', C_STRUCTS.addrinfo.ai_addrlen, C_STRUCTS.sockaddr_in.__size__, 'i32') }}};
    {{{ makeSetValue('result', '0', 'info', '*') }}};
    return 0;
  },

  getnameinfo__deps: ['$readSockaddr'],
  getnameinfo: function(address, length, node, nodeLength, service, serviceLength, flags) {
    var info = readSockaddr(address, length);
    if (info.errno) return {{{ cDefine('EAI_FAMILY') }}};
    if (node) stringToUTF8(info.addr, node, nodeLength);
    if (service) stringToUTF8(String(info.port), service, serviceLength);
    return 0;
  },

  // The monotonic clock is the world's, too: it would be a source of randomness that nobody can repeat.
  emscripten_get_now: function() {
    return Date.now();
  },
});
