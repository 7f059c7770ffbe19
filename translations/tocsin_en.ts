<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ToastText</name>
    <message numerus="yes">
        <source>%n errors, the last: %1</source>
        <extracomment>%1 is the last one&apos;s text</extracomment>
        <translation>
            <numerusform>%n error, the last: %1</numerusform>
            <numerusform>%n errors, the last: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n turns are done. %1</source>
        <extracomment>a turn is what Claude does between two prompts; %1 is a sentence</extracomment>
        <translation>
            <numerusform>%n turn is done. %1</numerusform>
            <numerusform>%n turns are done. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrayText</name>
    <message numerus="yes">
        <source>%n session(s) with an error</source>
        <translation>
            <numerusform>%n session with an error</numerusform>
            <numerusform>%n sessions with an error</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) waiting for you</source>
        <translation>
            <numerusform>%n session waiting for you</numerusform>
            <numerusform>%n sessions waiting for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) working</source>
        <translation>
            <numerusform>%n session working</numerusform>
            <numerusform>%n sessions working</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) without news</source>
        <translation>
            <numerusform>%n session without news</numerusform>
            <numerusform>%n sessions without news</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) done</source>
        <translation>
            <numerusform>%n session done</numerusform>
            <numerusform>%n sessions done</numerusform>
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
        <source>%n text(s) waiting for your login</source>
        <translation>
            <numerusform>%n text waiting for your login</numerusform>
            <numerusform>%n texts waiting for your login</numerusform>
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
    <name>tocsin::CommandHandler</name>
    <message numerus="yes">
        <source>%n Claude Code session(s):</source>
        <translation>
            <numerusform>%n Claude Code session:</numerusform>
            <numerusform>%n Claude Code sessions:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) for your phone wait for the network.</source>
        <translation>
            <numerusform>%n message for your phone waits for the network.</numerusform>
            <numerusform>%n messages for your phone wait for the network.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) for your phone wait for your login.</source>
        <translation>
            <numerusform>%n message for your phone waits for your login.</numerusform>
            <numerusform>%n messages for your phone wait for your login.</numerusform>
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
        <source>You get texts about %n Claude session(s). Logging out ends that.</source>
        <translation>
            <numerusform>You get texts about %n Claude session. Logging out ends that.</numerusform>
            <numerusform>You get texts about %n Claude sessions. Logging out ends that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) still wait for the network. Logging out drops them.</source>
        <translation>
            <numerusform>%n text still waits for the network. Logging out drops it.</numerusform>
            <numerusform>%n texts still wait for the network. Logging out drops them.</numerusform>
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
    <name>tocsin::TrayMenu</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
