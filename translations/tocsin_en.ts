<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
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
    <name>tocsin::LoginMachine</name>
    <message numerus="yes">
        <source>That is not the code we texted. You can try %n more time(s).</source>
        <translation>
            <numerusform>That is not the code we texted. You can try %n more time.</numerusform>
            <numerusform>That is not the code we texted. You can try %n more times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tocsin::LoginMachineInterface</name>
    <message numerus="yes">
        <source>That was too often. Please try again in %n hour(s).</source>
        <translation>
            <numerusform>That was too often. Please try again in %n hour.</numerusform>
            <numerusform>That was too often. Please try again in %n hours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That was too often. Please try again in %n minute(s).</source>
        <translation>
            <numerusform>That was too often. Please try again in %n minute.</numerusform>
            <numerusform>That was too often. Please try again in %n minutes.</numerusform>
        </translation>
    </message>
</context>
</TS>
