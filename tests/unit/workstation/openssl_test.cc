#include "sim/workstation/openssl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "sim/workstation/native_process.h"
#include "sim/workstation/native_runner.h"
#include "sim/workstation/shell.h"
#include "tests/unit/workstation/run_task.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

class OpenSslTest : public testing::Test {
 protected:
  OpenSslTest() { shell_.add("openssl", std::make_unique<OpenSsl>(runner_, folder_, events_)); }

  int run(std::string line, std::string input = "", bool terminal = false) {
    recorder_ = {};
    const ByteView bytes = as_bytes(input);
    const Output output = recorder_.output(terminal);
    return finish(events_, runner_, shell_.run(std::move(line), output, Bytes(bytes.begin(), bytes.end())));
  }

  TestFolder home_;
  Folder folder_ = *Folder::open(home_.path());
  EventQueue events_{*parse_instant("2031-05-06 07:08:09")};
  NativeRunner runner_{events_, {.shim = TLSCAM_BINARY_DIR "/bin/libtlscam-world-shim.so"}};
  Shell shell_{folder_, events_};
  Recorder recorder_;
};

TEST_F(OpenSslTest, MakesAKeyAndACertificateAtTheWorldsDate) {
  ASSERT_EQ(run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -outform DER -out key.der"),
            0)
      << recorder_.error;
  ASSERT_EQ(run("openssl req -x509 -key key.der -subj /CN=openmv -days 30 \\\n"
                " -addext \"subjectAltName=DNS:openmv,IP:192.168.1.50\" -outform DER -out cert.der"),
            0)
      << recorder_.error;
  ASSERT_EQ(run("openssl x509 -in cert.der -noout -startdate -enddate -ext subjectAltName"), 0)
      << recorder_.error;
  EXPECT_NE(recorder_.out.find("notBefore=May  6 07:08:"), std::string::npos) << recorder_.out;
  EXPECT_NE(recorder_.out.find("2031 GMT\nnotAfter=Jun  5 07:08:"), std::string::npos) << recorder_.out;
  EXPECT_NE(recorder_.out.find("DNS:openmv, IP Address:192.168.1.50"), std::string::npos) << recorder_.out;
  EXPECT_EQ(events_.now(), *parse_instant("2031-05-06 07:08:09")) << "virtual time stood still";
}

// A camera whose clock is right would refuse a certificate that begins later.
TEST_F(OpenSslTest, a_certificate_that_took_long_to_make_begins_at_the_worlds_date) {
  ASSERT_EQ(run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out plain.pem"), 0);
  ASSERT_EQ(run("openssl pkcs8 -topk8 -in plain.pem -iter 6000000 -passout pass:x -out key.pem"), 0)
      << recorder_.error;
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(run("openssl req -x509 -key key.pem -passin pass:x -subj /CN=openmv -out cert.pem"), 0)
      << recorder_.error;
  if (std::chrono::steady_clock::now() - start < 1s) GTEST_SKIP() << "this computer is too quick";
  ASSERT_EQ(run("openssl x509 -in cert.pem -noout -startdate"), 0) << recorder_.error;
  EXPECT_EQ(recorder_.out, "notBefore=May  6 07:08:09 2031 GMT\n");
}

TEST_F(OpenSslTest, StandardInputAndRedirectionWork) {
  ASSERT_EQ(run("openssl base64 -d > plain.bin", "aGVsbG8=\n"), 0) << recorder_.error;
  EXPECT_EQ(as_text(*folder_.read("plain.bin")), "hello");
  ASSERT_EQ(run("openssl dgst -sha256 -r < plain.bin"), 0);
  EXPECT_TRUE(recorder_.out.starts_with("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
}

TEST_F(OpenSslTest, ErrorsAndExitCodesComeThrough) {
  EXPECT_EQ(run("openssl x509 -in missing.der -noout"), 1);
  EXPECT_NE(recorder_.error.find("missing.der"), std::string::npos);
  EXPECT_EQ(recorder_.out, "");
  run("openssl x509 -in missing.der -noout", "", true);
  EXPECT_NE(recorder_.out.find("missing.der"), std::string::npos) << "a terminal shows both streams in order";
}

TEST_F(OpenSslTest, FilesOutsideOfTheFolderAreRefused) {
  for (const char* line :
       {"openssl x509 -in /etc/ssl/openssl.cnf", "openssl rand -out ../x 8",
        "openssl verify -CAfile a.pem ../b.pem", "openssl dgst -sha256 /etc/hostname",
        "openssl rsa -in k.pem -passin file:/etc/passwd", "openssl x509 -in=/etc/hosts",
        "openssl req -config /etc/ssl/openssl.cnf -new", "openssl storeutl file:/etc/passwd",
        "openssl x509 -in FILE:///etc/passwd", "openssl x509 -in file://localhost/etc/passwd"}) {
    EXPECT_EQ(run(line), 1) << line;
    EXPECT_NE(recorder_.error.find("is outside of your folder"), std::string::npos)
        << line << recorder_.error;
  }
  EXPECT_EQ(run("openssl s_client -connect example.org:443"), 1);
  EXPECT_EQ(recorder_.error,
            "openssl: s_client needs a network, which this computer's openssl does not have here\n");
}

TEST_F(OpenSslTest, CodeOfStrangersIsRefused) {
  for (const char* line : {"openssl engine -t dynamic", "openssl req -new -engine ./e.so",
                           "openssl list -providers -provider ./e.so", "openssl list -provider-path ."}) {
    EXPECT_EQ(run(line), 1) << line;
    EXPECT_THAT(recorder_.error, testing::AnyOf(testing::HasSubstr("is not supported here"),
                                                testing::HasSubstr("is not loaded here")))
        << line;
  }
  EXPECT_EQ(run("openssl list -providers -provider legacy -provider default"), 0) << recorder_.error;
  EXPECT_THAT(recorder_.out, testing::HasSubstr("OpenSSL Legacy Provider"));
}

TEST_F(OpenSslTest, TextsThatLookLikePathsAreNot) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"openssl", "req", "-subj", "/C=CH/CN=../x", "-new"},
                                             {"openssl", "req", "-addext", "subjectAltName=URI:/a/../../b"},
                                             {"openssl", "rsa", "-passin", "pass:/../secret", "-noout"},
                                             {"openssl", "genpkey", "-out", "keys/../k.pem"}})
    EXPECT_TRUE(check_openssl(words, folder_)) << words[2];
}

TEST_F(OpenSslTest, MemoryIsBounded) {
  EXPECT_NE(
      run("openssl kdf -keylen 16 -kdfopt pass:x -kdfopt salt:y -kdfopt n:4194304 -kdfopt r:8 -kdfopt p:1 "
          "-kdfopt maxmem_bytes:9000000000 SCRYPT"),
      0);
  EXPECT_EQ(
      run("openssl kdf -keylen 16 -kdfopt pass:x -kdfopt salt:y -kdfopt n:16384 -kdfopt r:8 -kdfopt p:1 "
          "-kdfopt maxmem_bytes:90000000 SCRYPT"),
      0)
      << recorder_.error;
}

TEST_F(OpenSslTest, AProcessEndsWithItsTask) {
  Process::Options options;
  options.program = "/bin/sleep";
  options.words = {"sleep", "50"};
  options.folder = home_.path();
  const Process::Sink ignore = [](ByteView) {};
  {
    auto process = Process::start(options);
    ASSERT_TRUE(process);
    EXPECT_TRUE(process->poll(ignore, ignore));
  }  // returns at once: it was killed

  options.limit = 1;
  auto process = Process::start(options);
  ASSERT_TRUE(process);
  while (process->poll(ignore, ignore)) process->wait(100ms);
  EXPECT_TRUE(process->timed_out());
  EXPECT_EQ(process->exit_code(), 128 + SIGALRM);
}

/// Lets this process write no more than so many bytes to a file.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallFiles() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, SIG_DFL);
  }

 private:
  rlimit before_{};
};

TEST_F(OpenSslTest, AProcessDoesNotStartWithHalfOfItsInput) {
  Process::Options options;
  options.program = "/bin/cat";
  options.words = {"cat"};
  options.folder = home_.path();
  options.input = Bytes(100'000, 'x');
  const SmallFiles small(1000);
  const auto process = Process::start(options);
  ASSERT_FALSE(process);
  EXPECT_THAT(process.error().text, testing::HasSubstr("standard input"));
}

}  // namespace
}  // namespace tlscam
