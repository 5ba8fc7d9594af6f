// A test is a function with checks. main.cpp runs all tests.
#ifndef MIXERR_TESTS_CHECK_HPP
#define MIXERR_TESTS_CHECK_HPP

#include <cstdio>

namespace check {

struct test {
    const char *name;
    void (*run)();
    const test *next;

    test(const char *test_name, void (*function)()) : name(test_name), run(function), next(first())
    {
        first() = this;
    }

    static const test *&first()
    {
        static const test *list = nullptr;
        return list;
    }
};

inline int checks = 0;
inline int failures = 0;

inline void that(bool holds, const char *condition, const char *file, int line)
{
    ++checks;
    if (!holds) {
        ++failures;
        std::fprintf(stderr, "%s:%d: %s\n", file, line, condition);
    }
}

} // namespace check

#define TEST(name)                                     \
    static void name();                                \
    static const check::test test_##name(#name, name); \
    static void name()

#define CHECK(...) check::that(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__, __FILE__, __LINE__)

#endif // MIXERR_TESTS_CHECK_HPP
