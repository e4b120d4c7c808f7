// A program of the workstation and its simulator speak to each other over a socket that the program inherits
// (the packets of an AF_UNIX SOCK_SEQPACKET socket). The program asks, one packet a question; the
// simulator answers each with one packet, except for PROGRAM_CANCEL. Numbers are in the order of the network,
// the highest byte first.
//
// A question: its kind, one byte, then what stands after its name below.
// An answer: the world's date in microseconds since 1970 (8 bytes, signed), the result (4 bytes, signed),
// then what stands after the arrow.
#pragma once

// The variable of the environment that holds the number of the inherited socket.
#define PROGRAM_LINK_VARIABLE "TLSCAM_WORLD_LINK"

// More than any packet has.
#define PROGRAM_LINK_LARGEST (66 * 1024)

// The most that is sent or received at once.
#define PROGRAM_LINK_PART (32 * 1024)

enum program_question {
  PROGRAM_LOOKUP = 1,         // a name -> 1 and 4 bytes of address, or 0
  PROGRAM_CONNECT = 2,        // address, port -> handle, or 0: no way there
  PROGRAM_LISTEN = 3,         // port -> handle, or 0: in use
  PROGRAM_ACCEPT = 4,         // handle (4 bytes) -> handle and address, port of the peer, or 0: nobody
  PROGRAM_FAILURE = 5,        // handle -> enum program_failure
  PROGRAM_RECEIVE = 6,        // handle, limit (4 bytes) -> how many and those bytes; 0: the end;
                              //   -1: none yet; below: -1 - enum program_failure
  PROGRAM_SEND = 7,           // handle, bytes -> how many there was room for
  PROGRAM_FINISH = 8,         // handle -> 0
  PROGRAM_CLOSE = 9,          // handle -> 0
  PROGRAM_OPEN_UDP = 10,      // port -> handle and port, or 0: in use
  PROGRAM_SEND_TO = 11,       // handle, address, port, bytes -> 1, or 0: no way there
  PROGRAM_RECEIVE_FROM = 12,  // handle -> 1 and address, port, bytes; or 0: none
  PROGRAM_WAIT = 13,  // microseconds (8 bytes; -1: for ever), then handle and wanted states (1 byte) of each
                      //   socket -> how many are ready, and the states of each (1 byte)
  PROGRAM_CANCEL = 14,  // ends a wait that has not been answered; has no answer of its own
};

enum program_failure {
  PROGRAM_NO_FAILURE = 0,
  PROGRAM_REFUSED = 1,
  PROGRAM_NO_ANSWER = 2,
  PROGRAM_RESET = 3,
};

// States of a socket; those of ProgramNetwork::State.
enum program_state {
  PROGRAM_READABLE = 1,
  PROGRAM_WRITABLE = 2,
  PROGRAM_CONNECTED = 4,
  PROGRAM_ENDED = 8,
};
