"""Links the library for the core of the board. PlatformIO runs this file, and defines `env` and `projenv`."""

import os

Import("env", "projenv")  # noqa: F821

# For each core, the target without and with floating-point registers in calls. All parts of a program must agree.
SOFT, HARD = "thumbv7m-none-eabi", "thumbv7em-none-eabihf"
LIBRARIES = {
    "cortex-m0": ("thumbv6m-none-eabi", None),
    "cortex-m0plus": ("thumbv6m-none-eabi", None),
    "cortex-m3": (SOFT, None),
    "cortex-m4": (SOFT, HARD),
    "cortex-m7": (SOFT, HARD),
    "cortex-m33": (SOFT, "thumbv8m.main-none-eabihf"),
}

cpu = env.BoardConfig().get("build.cpu", "")  # noqa: F821
is_hard = "-mfloat-abi=hard" in env.Flatten(env.get("CCFLAGS", []))  # noqa: F821
target = LIBRARIES.get(cpu, (None, None))[is_hard]
if target is None:
    raise SystemExit(f"mixerr has no library for the core {cpu!r}, only for: {', '.join(LIBRARIES)}")
projenv.Append(LINKFLAGS=[os.path.join(os.getcwd(), "lib", target, "libmixerr.a")])  # noqa: F821
