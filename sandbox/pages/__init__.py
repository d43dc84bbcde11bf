"""Pages for people: watch the threads, messages, modmail and logs of the sandbox in a browser, as they change."""
