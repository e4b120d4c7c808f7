#include "sim/diagnose/pasted_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "sim/diagnose/diagnose.h"

namespace tlscam {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string best(std::string_view text) {
  const auto causes = diagnose(read_pasted_text(text).evidence);
  return causes.empty() ? "" : causes.front().id;
}

struct Pasted {
  const char* text;
  const char* cause;
};

void PrintTo(const Pasted& pasted, std::ostream* out) {
  *out << pasted.text;
}

class Explained : public testing::TestWithParam<Pasted> {};

TEST_P(Explained, names_the_cause) {
  EXPECT_EQ(best(GetParam().text), GetParam().cause);
}

INSTANTIATE_TEST_SUITE_P(
    Tracebacks, Explained,
    testing::Values(
        Pasted{
            "Traceback (most recent call last):\n  File \"<stdin>\", line 12, in <module>\n"
            "  File \"ssl.py\", line 1, in wrap_socket\nValueError: \nThe certificate validity starts in the "
            "future\n",
            "clock-behind"},
        Pasted{"ValueError: \nThe certificate validity has expired\n", "certificate-expired"},
        Pasted{"ValueError('\\nThe certificate Common Name (CN) does not match with the expected CN\\n',)",
               "wrong-name"},
        Pasted{"ValueError: \nThe certificate is not correctly signed by the trusted CA\n", "unknown-signer"},
        Pasted{"ValueError: \nThe certificate is signed with an unacceptable hash.\n", "weak-signature"},
        Pasted{"ValueError: CERT_REQUIRED requires server_hostname", "no-server-hostname"},
        Pasted{"ValueError: invalid cert", "certificate-is-pem"},
        Pasted{"ValueError: invalid key", "key-is-pem"}, Pasted{"OSError: [Errno 2] ENOENT", "file-missing"},
        Pasted{"OSError: [Errno 12] ENOMEM", "out-of-memory"},
        Pasted{"MemoryError: memory allocation failed, allocating 16717 bytes", "out-of-memory"},
        Pasted{"OSError: (-20864, 'MBEDTLS_ERR_MD_ALLOC_FAILED')", "out-of-memory"},
        Pasted{"OSError: (-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')", "refused-by-other-end"},
        Pasted{"OSError: (-30336, 'MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED')", "no-trust-anchor"},
        Pasted{"OSError: (-29312, 'MBEDTLS_ERR_SSL_CONN_EOF')", "hung-up"},
        Pasted{"OSError: (-29184, 'MBEDTLS_ERR_SSL_INVALID_RECORD')", "not-tls"},
        Pasted{"OSError: (-29056, 'MBEDTLS_ERR_SSL_INVALID_MAC')", "data-changed-on-the-way"},
        Pasted{"OSError: (-29824, 'MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE')", "no-client-certificate"},
        Pasted{"OSError: (-28160, 'MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE')", "nothing-in-common"},
        Pasted{"OSError: (-28288, 'MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION')", "version-too-old"},
        Pasted{"OSError: (-31232, 'MBEDTLS_ERR_SSL_BAD_CERTIFICATE')", "certificate-for-another-use"},
        Pasted{"OSError: (-19968, 'MBEDTLS_ERR_ECP_VERIFY_FAILED')", "key-of-another-certificate"},
        Pasted{"OSError: (-30848, 'MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY')", "session-ended"},
        Pasted{"OSError: (-26624, 'MBEDTLS_ERR_SSL_TIMEOUT')", "dtls-no-answer"},
        Pasted{"OSError: (-27264, 'MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED')", "dtls-cookie"},
        Pasted{"OSError: (-28928, 'MBEDTLS_ERR_SSL_BAD_INPUT_DATA')", "dtls-server-without-client-id"},
        Pasted{"TypeError: unexpected keyword argument 'client_id'", "ssl-has-no-client-id"},
        Pasted{"OSError: [Errno 104] ECONNRESET", "nobody-listens"},
        Pasted{"OSError: [Errno 103] ECONNABORTED", "nobody-at-address"},
        Pasted{"OSError: [Errno 113] EHOSTUNREACH", "nobody-at-address"},
        Pasted{"OSError: [Errno 110] ETIMEDOUT", "no-answer-in-time"}, Pasted{"OSError: -6", "no-network"},
        Pasted{"OSError(-110,)", "no-answer-in-time"}, Pasted{"OSError(-104,)", "reset"},
        Pasted{"OSError: -2", "name-not-found"},
        Pasted{"ImportError: no module named 'requests'", "module-not-simulated"},
        Pasted{"ImportError: no module named 'my_secrets'", "module-missing"},
        Pasted{"OSError: [Errno 95] EOPNOTSUPP", "dtls-listens"}, Pasted{"OSError: -202", "name-not-found"},
        Pasted{"OSError: [Errno 97] EAFNOSUPPORT", "other-address-family"},
        Pasted{"OSError: [Errno 98] EADDRINUSE", "port-in-use"},
        Pasted{"ImportError: no module named 'ssl'", "no-tls-in-firmware"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, Explained,
    testing::Values(Pasted{"-30592", "refused-by-other-end"}, Pasted{"0x7780", "refused-by-other-end"},
                    Pasted{"-0x7780", "refused-by-other-end"},
                    Pasted{"MBEDTLS_ERR_SSL_TIMEOUT", "dtls-no-answer"}, Pasted{"104", "nobody-listens"},
                    Pasted{"ECONNRESET", "nobody-listens"}, Pasted{"error 12", "out-of-memory"},
                    Pasted{"no connection: (-30336, 'MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED')", "no-trust-anchor"},
                    Pasted{"alert 46", "clock-behind"}, Pasted{"alert 45", "certificate-expired"},
                    Pasted{"alert 42", "wrong-name"}, Pasted{"alert 48", "unknown-signer"},
                    Pasted{"alert 40", "nothing-in-common"}, Pasted{"alert 70", "tls13-only"},
                    Pasted{"Alert 51 decrypt_error", "changed-on-the-way"},
                    Pasted{"alert 116", "no-client-certificate"}));

INSTANTIATE_TEST_SUITE_P(
    OtherPrograms, Explained,
    testing::Values(
        Pasted{"40D7E5:error:0A000412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:../ssl/record/"
               "rec_layer_s3.c:1590:SSL alert number 42",
               "wrong-name"},
        Pasted{"error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca", "unknown-signer"},
        Pasted{"error:0A000415:SSL routines:ssl3_read_bytes:sslv3 alert certificate expired",
               "certificate-expired"},
        Pasted{"error:0A0000C1:SSL routines:tls_post_process_client_hello:no shared cipher",
               "nothing-in-common"},
        Pasted{"error:0A000102:SSL routines:tls_early_post_process_client_hello:unsupported protocol",
               "tls13-only"},
        Pasted{"error:0A0000C7:SSL routines:tls_process_client_certificate:peer did not return a certificate",
               "no-client-certificate"},
        Pasted{"verify error:num=9:certificate is not yet valid", "clock-behind"},
        Pasted{"curl: (60) SSL certificate problem: self-signed certificate", "unknown-signer"},
        Pasted{"curl: (60) SSL: no alternative certificate subject name matches target host name 'openmv'",
               "wrong-name"},
        Pasted{"curl: (35) error:0A00010B:SSL routines::wrong version number", "not-tls"},
        Pasted{"curl: (7) Failed to connect to 127.0.0.1 port 8443: Connection refused", "nobody-listens"},
        Pasted{"curl: (6) Could not resolve host: openmv", "name-not-found"},
        Pasted{"- Status: The certificate is NOT trusted. The certificate issuer is unknown.",
               "unknown-signer"},
        Pasted{"- Status: The certificate is NOT trusted. The certificate chain uses expired certificate.",
               "certificate-expired"},
        Pasted{"*** Fatal error: An unexpected TLS packet was received.", "not-tls"},
        Pasted{"*** Received alert [48]: Unknown CA", "unknown-signer"},
        Pasted{"140000:error:0909006C:PEM routines:get_name:no start line", "der-given-to-pem-reader"},
        Pasted{"NET::ERR_CERT_COMMON_NAME_INVALID", "only-common-name"}));

const std::string kClient = R"(import socket, ssl
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
)";
const std::string kConnect = R"(
sock = socket.socket()
try:
    sock = context.wrap_socket(sock, server_hostname="openmv")
    print(sock.readline())
except OSError as error:
    print(error)
)";

TEST(PastedText, a_script_is_read_for_what_it_does_not_protect_against) {
  EXPECT_EQ(best(kClient + kConnect), "verifies-nothing");
  EXPECT_EQ(best(kClient + "context.verify_mode = ssl.CERT_OPTIONAL" + kConnect),
            "verifies-nothing-optional");
  EXPECT_EQ(best(kClient + "context.verify_mode = ssl.CERT_REQUIRED" + kConnect), "catches-oserror-only");
}

TEST(PastedText, script_and_traceback_together_say_more) {
  const auto causes =
      diagnose(read_pasted_text(kClient + "context.verify_mode = ssl.CERT_REQUIRED" + kConnect +
                                "ValueError: \nThe certificate validity has expired\n")
                   .evidence);
  std::vector<std::string> ids;
  for (const Cause& cause : causes) ids.push_back(cause.id);
  EXPECT_NE(std::ranges::find(ids, "certificate-expired"), ids.end());
  EXPECT_NE(std::ranges::find(ids, "catches-oserror-only"), ids.end());
}

TEST(PastedText, both_ends_together_say_why) {
  EXPECT_EQ(best("openmv| OSError: (-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')\n"
                 "cam2| ValueError: \nThe certificate validity has expired\n"),
            "certificate-expired");
  EXPECT_EQ(best("cam2| ValueError: \nThe certificate validity has expired\n"
                 "openmv| OSError: (-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')\n"),
            "certificate-expired");
}

TEST(PastedText, nothing_is_claimed_of_a_network_that_nobody_saw) {
  for (const std::string_view text : {"alert 51", "OSError: (-19968, 'MBEDTLS_ERR_ECP_VERIFY_FAILED')",
                                      "OSError: (-29056, 'MBEDTLS_ERR_SSL_INVALID_MAC')"}) {
    for (const Cause& cause : diagnose(read_pasted_text(text).evidence)) {
      EXPECT_EQ(cause.cause.find("The network has changed"), std::string::npos) << cause.cause;
      for (const std::string& sentence : cause.evidence)
        EXPECT_EQ(sentence.find("The network"), std::string::npos) << sentence;
    }
  }
}

struct Reported {
  const char* name;
  const char* text;
  const char* cause;
  const char* line;  ///< the cause's line, or part of it
  const char* sent;  ///< the sentence that says who sent the alert; empty: none may
};

void PrintTo(const Reported& reported, std::ostream* out) {
  *out << reported.name;
}

class ReportedAlert : public testing::TestWithParam<Reported> {};

TEST_P(ReportedAlert, is_of_the_end_that_the_text_shows) {
  const auto causes = diagnose(read_pasted_text(GetParam().text).evidence);
  ASSERT_FALSE(causes.empty());
  EXPECT_EQ(causes.front().id, GetParam().cause);
  EXPECT_THAT(causes.front().cause, HasSubstr(GetParam().line));
  for (const Cause& cause : causes) {
    for (const std::string& sentence : cause.evidence) {
      if (sentence.find("sent alert") != std::string::npos) {
        EXPECT_EQ(sentence, GetParam().sent) << cause.id;
      }
    }
  }
  if (*GetParam().sent != '\0') {
    EXPECT_THAT(causes.front().evidence, Contains(GetParam().sent));
  }
}

// The texts are those of openssl 3.0, curl 7.88 and gnutls-cli 3.7, the last one is a person's.
INSTANTIATE_TEST_SUITE_P(
    Text, ReportedAlert,
    testing::Values(
        Reported{"openssl_received_51",
                 "error:0A00041B:SSL routines:ssl3_read_bytes:tlsv1 alert decrypt error:"
                 "../ssl/record/rec_layer_s3.c:1590:SSL alert number 51",
                 "changed-on-the-way", "A signature or a message",
                 "The other end sent alert 51 decrypt_error."},
        Reported{"openssl_received_70",
                 "error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:"
                 "../ssl/record/rec_layer_s3.c:1590:SSL alert number 70",
                 "tls13-only", "The other end does not take the version of TLS that this end speaks",
                 "The other end sent alert 70 protocol_version."},
        Reported{"openssl_received_116",
                 "error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:"
                 "../ssl/record/rec_layer_s3.c:1590:SSL alert number 116",
                 "no-client-certificate", "The other end wants a certificate from this end", ""},
        Reported{"openssl_received_20",
                 "error:0A0003FC:SSL routines:ssl3_read_bytes:sslv3 alert bad record mac:"
                 "../ssl/record/rec_layer_s3.c:1590:SSL alert number 20",
                 "data-changed-on-the-way", "A record that the other end received", ""},
        Reported{"openssl_received_112",
                 "error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:"
                 "../ssl/record/rec_layer_s3.c:1590:SSL alert number 112",
                 "unknown-server-name", "The server knows nobody", ""},
        Reported{"openssl_state_sent", "SSL3 alert write:fatal:unknown CA", "unknown-signer",
                 "No trust anchor that this end was given", "This end sent alert 48 unknown_ca."},
        Reported{"openssl_state_received", "SSL3 alert read:fatal:protocol version", "tls13-only",
                 "The other end does not take", "The other end sent alert 70 protocol_version."},
        Reported{"openssl_msg_sent", ">>> TLS 1.2, Alert [length 0002], fatal unknown_ca\n    02 30",
                 "unknown-signer", "No trust anchor that this end was given",
                 "This end sent alert 48 unknown_ca."},
        Reported{"curl_received", "* TLSv1.2 (IN), TLS alert, protocol version (582):", "tls13-only",
                 "The other end does not take", "The other end sent alert 70 protocol_version."},
        Reported{"curl_sent", "* TLSv1.3 (OUT), TLS alert, unknown CA (560):", "unknown-signer",
                 "No trust anchor that this end was given", "This end sent alert 48 unknown_ca."},
        Reported{"gnutls_received", "*** Received alert [70]: Error in protocol version", "tls13-only",
                 "The other end does not take", "The other end sent alert 70 protocol_version."},
        Reported{"number_51", "alert 51", "changed-on-the-way", "A signature or a message", ""},
        Reported{
            "number_70", "alert 70", "tls13-only",
            "The end that sent the alert does not take the version of TLS that the end that received the "
            "alert speaks",
            ""}),
    [](const auto& row) { return row.param.name; });

TEST(PastedText, the_orderly_end_is_of_the_end_that_the_text_shows) {
  const auto line = [](std::string_view text) {
    const auto causes = diagnose(read_pasted_text(text).evidence);
    return causes.empty() ? std::string() : causes.front().cause;
  };
  EXPECT_THAT(line("* TLSv1.3 (OUT), TLS alert, close notify (256):"),
              HasSubstr("This end has ended the session"));
  EXPECT_THAT(line("* TLSv1.3 (IN), TLS alert, close notify (256):"),
              HasSubstr("The other end has ended the session"));
}

TEST(PastedText, a_certificate_that_nobody_vouches_for_is_never_to_become_an_anchor) {
  for (const std::string_view text :
       {"ValueError: \nThe certificate is not correctly signed by the trusted CA\n",
        "curl: (60) SSL certificate problem: self-signed certificate", "alert 48"}) {
    const auto causes = diagnose(read_pasted_text(text).evidence);
    ASSERT_FALSE(causes.empty());
    ASSERT_EQ(causes.front().id, "unknown-signer");
    std::string steps;
    for (const NextStep& step : causes.front().next_steps) steps += step.text + " " + step.line + "\n";
    EXPECT_THAT(steps, HasSubstr("Leave the anchors as they are"));
    EXPECT_THAT(steps, HasSubstr("Find out who"));
    EXPECT_THAT(steps, Not(HasSubstr("load_verify_locations"))) << text;
  }
}

TEST(PastedText, a_number_of_tls_is_not_said_to_be_of_dtls_only) {
  const auto causes =
      diagnose(read_pasted_text("OSError: (-28928, 'MBEDTLS_ERR_SSL_BAD_INPUT_DATA')").evidence);
  EXPECT_NE(std::ranges::find(causes, "certificate-too-large", &Cause::id), causes.end());
  EXPECT_NE(causes.front().fit, Fit::certain);
}

TEST(PastedText, what_is_not_known_has_no_cause) {
  EXPECT_EQ(best("hello"), "");
  EXPECT_EQ(best("NameError: name 'foo' isn't defined"), "");
  EXPECT_EQ(best("4711"), "");
  EXPECT_EQ(best(std::string(1000, '\0')), "");
  EXPECT_EQ(best("192.168.1.50:104"), "");
}

TEST(PastedText, of_long_texts_the_end_is_read) {
  EXPECT_EQ(best(std::string(300'000, 'x') + "\nOSError: -2"), "name-not-found");
}

TEST(PastedText, names_numbers_once) {
  const auto read = read_pasted_text("OSError: (-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')");
  ASSERT_EQ(read.numbers.size(), 1U);
  EXPECT_EQ(read.numbers[0].number, -30592);
}

}  // namespace
}  // namespace tlscam
