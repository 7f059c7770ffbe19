<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Doctor</name>
    <message numerus="yes">
        <source>%n running Claude Code session(s) send hooks.</source>
        <translation>
            <numerusform>%n running Claude Code session sends hooks.</numerusform>
            <numerusform>%n running Claude Code sessions send hooks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running Claude Code session(s) sent no hook.</source>
        <translation>
            <numerusform>%n running Claude Code session sent no hook.</numerusform>
            <numerusform>%n running Claude Code sessions sent no hook.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The status files of %n session(s) cannot be read.</source>
        <translation>
            <numerusform>The status file of %n session cannot be read.</numerusform>
            <numerusform>The status files of %n sessions cannot be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of Claude Code could not be read.</source>
        <translation>
            <numerusform>%n event of Claude Code could not be read.</numerusform>
            <numerusform>%n events of Claude Code could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Claude Code session(s) run on this computer.</source>
        <translation>
            <numerusform>%n Claude Code session runs on this computer.</numerusform>
            <numerusform>%n Claude Code sessions run on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of Claude Code wait for the app.</source>
        <translation>
            <numerusform>%n event of Claude Code waits for the app.</numerusform>
            <numerusform>%n events of Claude Code wait for the app.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeldBackText</name>
    <message numerus="yes">
        <source>%n text(s) not sent: %1</source>
        <extracomment>%1 is the reason</extracomment>
        <translation>
            <numerusform>%n text not sent: %1</numerusform>
            <numerusform>%n texts not sent: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) held back until %1: %2</source>
        <extracomment>%1 is a time, %2 the reason</extracomment>
        <translation>
            <numerusform>%n text held back until %1: %2</numerusform>
            <numerusform>%n texts held back until %1: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notification(s) held back until %1: %2</source>
        <extracomment>%1 is a time, %2 the reason</extracomment>
        <translation>
            <numerusform>%n notification held back until %1: %2</numerusform>
            <numerusform>%n notifications held back until %1: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestText</name>
    <message numerus="yes">
        <source>asked %n min ago</source>
        <translation>
            <numerusform>asked %n min ago</numerusform>
            <numerusform>asked %n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>asked %n h ago</source>
        <translation>
            <numerusform>asked %n h ago</numerusform>
            <numerusform>asked %n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude goes on without an answer in %n s at the earliest.</source>
        <translation>
            <numerusform>Claude goes on without an answer in %n s at the earliest.</numerusform>
            <numerusform>Claude goes on without an answer in %n s at the earliest.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude goes on without an answer in %n min at the earliest.</source>
        <translation>
            <numerusform>Claude goes on without an answer in %n min at the earliest.</numerusform>
            <numerusform>Claude goes on without an answer in %n min at the earliest.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoryText</name>
    <message numerus="yes">
        <source>%1 · %n tool call(s)</source>
        <extracomment>%1 is a time</extracomment>
        <translation>
            <numerusform>%1 · %n tool call</numerusform>
            <numerusform>%1 · %n tool calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ToastText</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n background command(s) still running.</source>
        <translation>
            <numerusform>%n background command still running.</numerusform>
            <numerusform>%n background commands still running.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n errors. Latest: %1</source>
        <extracomment>%1 is the text of the latest one</extracomment>
        <translation>
            <numerusform>%n error. Latest: %1</numerusform>
            <numerusform>%n errors. Latest: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n turns finished. %1</source>
        <extracomment>a turn is what Claude does between two prompts; %1 is a sentence</extracomment>
        <translation>
            <numerusform>%n turn finished. %1</numerusform>
            <numerusform>%n turns finished. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n errors.</source>
        <translation>
            <numerusform>%n error.</numerusform>
            <numerusform>%n errors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n turns finished.</source>
        <translation>
            <numerusform>%n turn finished.</numerusform>
            <numerusform>%n turns finished.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) need(s) you</source>
        <translation>
            <numerusform>%n session needs you</numerusform>
            <numerusform>%n sessions need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) finished</source>
        <translation>
            <numerusform>%n session finished</numerusform>
            <numerusform>%n sessions finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n finished</source>
        <extracomment>%1 is &quot;2 sessions need you&quot;; %n more have finished</extracomment>
        <translation>
            <numerusform>%1, %n finished</numerusform>
            <numerusform>%1, %n finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>the last line of a list</extracomment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrayText</name>
    <message numerus="yes">
        <source>%n session(s) working</source>
        <translation>
            <numerusform>%n session working</numerusform>
            <numerusform>%n sessions working</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) idle</source>
        <translation>
            <numerusform>%n session idle</numerusform>
            <numerusform>%n sessions idle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for the network</source>
        <translation>
            <numerusform>%n text waiting for the network</numerusform>
            <numerusform>%n texts waiting for the network</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) stopped</source>
        <translation>
            <numerusform>%n session stopped</numerusform>
            <numerusform>%n sessions stopped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended unexpectedly</source>
        <translation>
            <numerusform>%n session ended unexpectedly</numerusform>
            <numerusform>%n sessions ended unexpectedly</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) waiting</source>
        <translation>
            <numerusform>%n session waiting</numerusform>
            <numerusform>%n sessions waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) with no activity</source>
        <translation>
            <numerusform>%n session with no activity</numerusform>
            <numerusform>%n sessions with no activity</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) finished</source>
        <translation>
            <numerusform>%n session finished</numerusform>
            <numerusform>%n sessions finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for you to log in</source>
        <translation>
            <numerusform>%n text waiting for you to log in</numerusform>
            <numerusform>%n texts waiting for you to log in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <extracomment>%1 is a line such as: 1 text held back until 14:32: limit of this kind</extracomment>
        <translation>
            <numerusform>%1, and %n more</numerusform>
            <numerusform>%1, and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::CodePage</name>
    <message numerus="yes">
        <source>%n attempt(s) left.</source>
        <translation>
            <numerusform>%n attempt left.</numerusform>
            <numerusform>%n attempts left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::DiffView</name>
    <message numerus="yes">
        <source>%n unchanged line(s)</source>
        <translation>
            <numerusform>%n unchanged line</numerusform>
            <numerusform>%n unchanged lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::DoctorDialog</name>
    <message numerus="yes">
        <source>%n problem(s) found.</source>
        <translation>
            <numerusform>%n problem found.</numerusform>
            <numerusform>%n problems found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No problems, %n warning(s).</source>
        <translation>
            <numerusform>No problems, %n warning.</numerusform>
            <numerusform>No problems, %n warnings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::Login</name>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n hour(s).</source>
        <translation>
            <numerusform>Too many attempts. Try again in %n hour.</numerusform>
            <numerusform>Too many attempts. Try again in %n hours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n minute(s).</source>
        <translation>
            <numerusform>Too many attempts. Try again in %n minute.</numerusform>
            <numerusform>Too many attempts. Try again in %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::LoginQuestions</name>
    <message numerus="yes">
        <source>You are getting texts about %n session(s). Logging out stops them.</source>
        <translation>
            <numerusform>You are getting texts about %n session. Logging out stops them.</numerusform>
            <numerusform>You are getting texts about %n sessions. Logging out stops them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unsent text(s) will be discarded.</source>
        <translation>
            <numerusform>%n unsent text will be discarded.</numerusform>
            <numerusform>%n unsent texts will be discarded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::ServerLogin</name>
    <message numerus="yes">
        <source>Wrong code. You can try %n more time(s).</source>
        <translation>
            <numerusform>Wrong code. You can try %n more time.</numerusform>
            <numerusform>Wrong code. You can try %n more times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::StatusReport</name>
    <message numerus="yes">
        <source>%n Claude Code session(s):</source>
        <translation>
            <numerusform>%n Claude Code session:</numerusform>
            <numerusform>%n Claude Code sessions:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) slow compared with the server&apos;s. Texts are corrected for it.</source>
        <translation>
            <numerusform>This computer&apos;s clock is %n minute slow compared with the server&apos;s. Texts are corrected for it.</numerusform>
            <numerusform>This computer&apos;s clock is %n minutes slow compared with the server&apos;s. Texts are corrected for it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) fast compared with the server&apos;s. Texts are corrected for it.</source>
        <translation>
            <numerusform>This computer&apos;s clock is %n minute fast compared with the server&apos;s. Texts are corrected for it.</numerusform>
            <numerusform>This computer&apos;s clock is %n minutes fast compared with the server&apos;s. Texts are corrected for it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for the network.</source>
        <translation>
            <numerusform>%n text waiting for the network.</numerusform>
            <numerusform>%n texts waiting for the network.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for you to log in.</source>
        <translation>
            <numerusform>%n text waiting for you to log in.</numerusform>
            <numerusform>%n texts waiting for you to log in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::TestRun</name>
    <message numerus="yes">
        <source>The notification closes after %n second(s), or when you click it.</source>
        <translation>
            <numerusform>The notification closes after %n second, or when you click it.</numerusform>
            <numerusform>The notification closes after %n seconds, or when you click it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::TrayMenu</name>
    <message numerus="yes">
        <source>Answer %n &amp;Request(s)…</source>
        <translation>
            <numerusform>Answer %n &amp;Request…</numerusform>
            <numerusform>Answer %n &amp;Requests…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show All %n Sessio&amp;ns…</source>
        <translation>
            <numerusform>Show the Sessio&amp;n…</numerusform>
            <numerusform>Show All %n Sessio&amp;ns…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::TroubleNotifier</name>
    <message numerus="yes">
        <source>%n text(s) waiting for the network. Notifications still work.</source>
        <translation>
            <numerusform>%n text waiting for the network. Notifications still work.</numerusform>
            <numerusform>%n texts waiting for the network. Notifications still work.</numerusform>
        </translation>
    </message>
</context>
</TS>
