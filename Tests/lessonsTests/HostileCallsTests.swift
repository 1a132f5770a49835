#if arch(x86_64)
  import Testing

  @Suite("System calls of attacks")
  struct HostileCallsTests {
    /// A call by its number on x86-64, with arguments that are as right as they can be.
    private struct Attempt {
      let name: String
      let number: Int
      let arguments: [String]
      let answer: String

      init(_ name: String, _ number: Int, _ arguments: String..., is answer: Answer = .unknown) {
        (self.name, self.number, self.arguments, self.answer) = (name, number, arguments, answer.rawValue)
      }

      enum Answer: String {
        /// So the kernel answers calls that it does not have; the C library then tries others.
        case unknown = "Function not implemented"
        case forbidden = "Operation not permitted"
        case noTerminal = "Inappropriate ioctl for device"
      }
    }

    /// `room` is a piece of memory full of zeros, `text(…)` a string.
    private static let attempts = [
      // Other ways to files, the network and processes
      Attempt("io_uring_setup", 425, "8", "room"), Attempt("io_uring_enter", 426, "3", "1"),
      Attempt("io_uring_register", 427, "3", "0"), Attempt("io_setup", 206, "8", "room"),
      Attempt("openat2", 437, "-100", "text(\"/\")", "room", "24"),
      Attempt("name_to_handle_at", 303, "-100", "text(\".\")", "room", "room", "0"),
      Attempt("open_by_handle_at", 304, "-100", "room"), Attempt("lookup_dcookie", 212, "0", "room", "64"),
      Attempt("fanotify_init", 300), Attempt("inotify_init", 253), Attempt("inotify_init1", 294),
      Attempt("splice", 275, "0", "0", "1", "0", "1"), Attempt("tee", 276, "0", "1", "1"),
      Attempt("vmsplice", 278, "1", "room", "1"), Attempt("signalfd4", 289, "-1", "room", "8"),
      Attempt("open_tree", 428, "-100", "text(\"/\")", "1"), Attempt("creat", 85, "text(\"c\")", "0x180"),
      Attempt("symlink", 88, "text(\"/etc\")", "text(\"l\")", is: .forbidden),
      Attempt("link", 86, "text(\"a\")", "text(\"b\")", is: .forbidden),
      Attempt("mknod", 133, "text(\"n\")", "0x2180", "0x103", is: .forbidden),
      Attempt("chmod", 90, "text(\".\")", "0x1ff", is: .forbidden),
      Attempt("fchmodat2", 452, "-100", "text(\".\")", "0x1ff"),
      Attempt("chown", 92, "text(\".\")", "0", "0", is: .forbidden),
      Attempt("setxattr", 188, "text(\".\")", "text(\"user.a\")", "room", "1", is: .forbidden),
      Attempt("truncate", 76, "text(\"/etc/passwd\")", is: .forbidden),
      // Memory that no limit counts
      Attempt("memfd_create", 319, "text(\"m\")"), Attempt("memfd_secret", 447),
      Attempt("userfaultfd", 323), Attempt("remap_file_pages", 216, "room", "4096"),
      Attempt("shmget", 29, "0", "4096", "0x380"), Attempt("shmat", 30, "0"), Attempt("mlockall", 151, "3"),
      Attempt("semget", 64, "0", "1", "0x380"), Attempt("msgget", 68, "0", "0x380"),
      Attempt("mq_open", 240, "text(\"q\")", "0x42", "0x180", "0"),
      Attempt("map_shadow_stack", 453, "0", "4096", "1"),
      // Keys, tracing, looking into the kernel
      Attempt("add_key", 248, "text(\"user\")", "text(\"k\")", "room", "1", "-3"),
      Attempt("request_key", 249, "text(\"user\")", "text(\"k\")", "0", "-3"),
      Attempt("keyctl", 250, "0", "-3", "1"),
      Attempt("bpf", 321, "0", "room", "64"), Attempt("perf_event_open", 298, "room", "0", "-1", "-1"),
      Attempt("syslog", 103, "3", "room", "64"), Attempt("kcmp", 312, "self", "self", "0", "0", "1"),
      Attempt("ptrace TRACEME", 101, is: .forbidden),
      Attempt("ptrace ATTACH", 101, "16", "parent", is: .forbidden),
      Attempt("process_vm_readv", 310, "parent", "room", "1", "room", "1"),
      Attempt("process_vm_writev", 311, "parent", "room", "1", "room", "1"),
      Attempt("process_madvise", 440, "3", "room", "1", "8"), Attempt("pidfd_open", 434, "parent"),
      Attempt("pidfd_open of its own", 434, "self"), Attempt("pidfd_getfd", 438, "3", "0"),
      // Processes
      Attempt("fork", 57, is: .forbidden), Attempt("vfork", 58, is: .forbidden),
      Attempt("clone SIGCHLD", 56, "17"), Attempt("clone VFORK", 56, "0x4011"),
      Attempt("clone NEWUSER", 56, "0x10010f00"), Attempt("clone3", 435, "room", "88"),
      Attempt("execve", 59, "text(\"/bin/true\")", "room", "room", is: .forbidden),
      Attempt("execve of the runner", 59, "text(\"/proc/self/exe\")", "room", "room", is: .forbidden),
      Attempt("execveat", 322, "-100", "text(\"/bin/true\")", "room", "room", is: .forbidden),
      Attempt("setsid", 112), Attempt("setpgid", 109), Attempt("personality", 135, "0x40000"),
      // Signals to others
      Attempt("kill the parent", 62, "parent", is: .forbidden), Attempt("kill all", 62, "-1", is: .forbidden),
      Attempt("kill the group", 62, is: .forbidden),
      Attempt("tgkill", 234, "parent", "parent", is: .forbidden),
      Attempt("tkill", 200, "parent"), Attempt("rt_sigqueueinfo", 129, "parent", "0", "room"),
      Attempt("rt_tgsigqueueinfo", 297, "parent", "parent", "0", "room"),
      Attempt("pidfd_send_signal", 424, "3"),
      // Namespaces, mounts, users, the machine
      Attempt("unshare", 272, "0x10000000"), Attempt("setns", 308, "0", "0"),
      Attempt("chroot", 161, "text(\".\")"),
      Attempt("mount", 165, "text(\"none\")", "text(\".\")", "text(\"tmpfs\")"),
      Attempt("umount2", 166, "text(\"/\")"),
      Attempt("pivot_root", 155, "text(\".\")", "text(\".\")"), Attempt("fsopen", 430, "text(\"tmpfs\")"),
      Attempt("fsmount", 432, "3"), Attempt("move_mount", 429, "3", "room", "-100", "room"),
      Attempt("mount_setattr", 442, "-100", "text(\"/\")", "0", "room", "32"),
      Attempt("statmount", 457, "room", "room", "64"),
      Attempt("listmount", 458, "room", "room", "1"), Attempt("setuid", 105), Attempt("setresuid", 117),
      Attempt("setgroups", 116), Attempt("capset", 126, "room", "room"),
      Attempt("prctl DUMPABLE", 157, "4", "1"),
      Attempt("prctl SECCOMP", 157, "22", "1"), Attempt("prctl PDEATHSIG", 157, "1", "0"),
      Attempt("seccomp", 317, "0"), Attempt("setrlimit", 160, "4", "room"),
      Attempt("prlimit64", 302, "0", "4", "room", "0"),
      Attempt("prlimit64 of the parent", 302, "parent", "4", "0", "room"),
      Attempt("sched_setaffinity", 203, "0", "8", "room"), Attempt("sethostname", 170, "text(\"x\")", "1"),
      Attempt("init_module", 175, "room", "1", "room"), Attempt("finit_module", 313, "0", "room"),
      Attempt("kexec_load", 246), Attempt("reboot", 169, "1"), Attempt("swapon", 167, "text(\"s\")"),
      Attempt("acct", 163), Attempt("quotactl", 179), Attempt("iopl", 172, "3"),
      Attempt("ioperm", 173, "0", "1", "1"),
      Attempt("modify_ldt", 154, "0", "room", "64"), Attempt("adjtimex", 159, "room"),
      Attempt("clock_settime", 227, "0", "room"), Attempt("landlock_create_ruleset", 444, "0", "0", "1"),
      // Sockets and terminals
      Attempt("socket", 41, "1", "1", is: .forbidden),
      Attempt("socketpair", 53, "1", "1", "0", "room", is: .forbidden),
      Attempt("connect", 42, "3", "room", "16", is: .forbidden), Attempt("bind", 49, "3", "room", "16"),
      Attempt("sendmsg", 46, "3", "room"), Attempt("recvmsg", 47, "3", "room"),
      Attempt("ioctl TIOCSTI", 16, "0", "0x5412", "room"),
      Attempt("ioctl TIOCLINUX", 16, "0", "0x541c", "room"),
      Attempt("ioctl FS_IOC_SETFLAGS", 16, "1", "0x40086602", "room", is: .noTerminal),
    ]

    @Test("None of them is possible, and each is answered as it should be")
    func table() async throws {
      let lines = Self.attempts.map { attempt in
        let arguments = attempt.arguments + Array(repeating: "0", count: 6 - attempt.arguments.count)
        return "attempt(\"\(attempt.name)\", \(attempt.number), \(arguments.joined(separator: ", ")))"
      }
      let expected = Self.attempts.map { "\($0.name): \($0.answer)" }
      let place = try Workplace()
      try place.write(
        """
        ```swift-dt silent
        typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int
        let call = unsafeBitCast(dlsym(nil, "syscall")!, to: Call.self)
        let room = Int(bitPattern: calloc(1, 1 << 16))
        let (own, parent) = (Int(getpid()), Int(getppid()))
        var results: [String] = []
        func text(_ text: String) -> Int { Int(bitPattern: strdup(text)) }
        func attempt(_ name: String, _ number: Int, _ a: Int, _ b: Int, _ c: Int, _ d: Int, _ e: Int, _ f: Int) {
          errno = 0
          let answer = call(number, a, b, c, d, e, f)
          results.append("\\(name): \\(answer < 0 ? String(cString: strerror(errno)) : "possible: \\(answer)")")
        }
        ```

        ```swift-dt
        \(lines.joined(separator: "\n").replacing("self", with: "own").replacing("/proc/own", with: "/proc/self"))
        print(results.joined(separator: "\\n"))
        ```

        """, to: "x.md")
      let result = try await place.lessons("run", "--sandbox", "required", "x.md")
      #expect(result.errors == "")
      let found = result.output.split(separator: "\n").dropFirst().map(String.init)
      for (found, expected) in zip(found, expected) where found != expected {
        Issue.record("\(found); expected \(expected)")
      }
      #expect(found.count == expected.count)
    }

    @Test("Calls by the numbers of x32 end the lesson")
    func otherNumbers() async throws {
      // getpid and execve of x32.
      for number in ["0x4000_0027", "0x4000_0208"] {
        let place = try Workplace()
        try place.write(
          """
          ```swift-dt
          typealias Call = @convention(c) (Int, Int, Int, Int) -> Int
          print(unsafeBitCast(dlsym(nil, "syscall")!, to: Call.self)(\(number), 0, 0, 0))
          ```

          """, to: "x.md")
        let result = try await place.lessons("run", "--sandbox", "required", "x.md")
        #expect(result.remarks == ["x.md:1:1: error: the lesson was ended by signal 31 (Bad system call)"])
      }
    }
  }
#endif
