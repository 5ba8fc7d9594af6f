// Runs the tests of all files, and prints their number.

#include "check.hpp"

int main()
{
    int tests = 0;
    for (const check::test *test = check::test::first(); test != nullptr; test = test->next) {
        const int checks = check::checks;
        const int failures = check::failures;
        test->run();
        ++tests;
        if (check::checks == checks) {
            check::that(false, "a test must check something", test->name, 0);
        }
        if (check::failures != failures) {
            std::fprintf(stderr, "failed: %s\n", test->name);
        }
    }
    std::printf("%d tests, %d checks, %d failures\n", tests, check::checks, check::failures);
    return tests != 0 && check::failures == 0 ? 0 : 1;
}
