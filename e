diff: arch: No such file or directory
