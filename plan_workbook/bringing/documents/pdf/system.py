"""Limits that the operating system sets to a process."""

from __future__ import annotations

import contextlib
import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION of the Windows API."""

        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of the Windows API."""

        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    OUT_OF_TIME: tuple[int, ...] = (1816, 0x80070718)
    """What a process ends with that had no time left: ERROR_NOT_ENOUGH_QUOTA."""
    _TIME, _MEMORY = 0x2, 0x100
    _EXTENDED_LIMITS = 9
    _TICKS = 10_000_000
    """Windows counts the time of a process in so many parts of a second."""

    def limit_this_process(memory: int, seconds: int) -> None:
        """Have this process fail beyond so many bytes of memory, and end after so many seconds of processor time."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        job = kernel.CreateJobObjectW(None, None)
        limits = _Extended()
        limits.BasicLimitInformation.LimitFlags = _TIME | _MEMORY
        limits.BasicLimitInformation.PerProcessUserTimeLimit = seconds * _TICKS
        limits.ProcessMemoryLimit = memory
        # if Windows refuses, the limits of what is read hold all the same
        if job and kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)):
            kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())

else:
    import resource
    import signal

    OUT_OF_TIME = (-signal.SIGXCPU,)
    """What a process ends with that had no time left: the signal for it."""

    def limit_this_process(memory: int, seconds: int) -> None:
        """Have this process fail beyond so many bytes of memory, and end after so many seconds of processor time."""
        for what, most, at_last in ((resource.RLIMIT_AS, memory, memory), (resource.RLIMIT_CPU, seconds, seconds + 2)):
            with contextlib.suppress(OSError, ValueError):  # macOS does not limit memory
                resource.setrlimit(what, (most, at_last))
