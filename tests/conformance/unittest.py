# unittest: as much of CPython's as MicroPython's own tests use on a board, written for a camera's drive.
import sys


class SkipTest(Exception):
    pass


class _Raises:
    def __init__(self, expected):
        self.expected = expected
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            raise AssertionError("%r was not raised" % self.expected)
        self.exception = value
        return issubclass(kind, self.expected)


class TestCase:
    @classmethod
    def setUpClass(cls):
        pass

    def setUp(self):
        pass

    def tearDown(self):
        pass

    def assertEqual(self, one, other, message=""):
        assert one == other, message or "%r is not %r" % (one, other)

    def assertIn(self, one, other, message=""):
        assert one in other, message or "%r is not in %r" % (one, other)

    def assertIsInstance(self, one, kind, message=""):
        assert isinstance(one, kind), message or "%r is not a %r" % (one, kind)

    def assertRaises(self, expected, function=None, *args, **kwargs):
        context = _Raises(expected)
        if function is None:
            return context
        with context:
            function(*args, **kwargs)


def skipIf(condition, reason):
    def mark(test):
        if not condition:
            return test

        def skipped(self):
            raise SkipTest(reason)

        return skipped

    return mark


def _run(case, name):
    case.setUp()
    try:
        getattr(case, name)()
    finally:
        case.tearDown()


def main(module="__main__"):
    failed = 0
    for value in list(__import__(module).__dict__.values()):
        if not (isinstance(value, type) and issubclass(value, TestCase) and value is not TestCase):
            continue
        value.setUpClass()
        for name in dir(value):
            if not name.startswith("test"):
                continue
            print(name, "(%s)" % value.__name__, "...", end=" ")
            try:
                _run(value(), name)
                print("ok")
            except SkipTest as error:
                print("skipped:", error)
            except Exception as error:
                failed += 1
                print("FAIL")
                sys.print_exception(error)
    print("FAILED" if failed else "OK")

