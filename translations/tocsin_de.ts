<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AlertTopic</name>
    <message>
        <source>Needs permission</source>
        <translation>Braucht eine Genehmigung</translation>
    </message>
    <message>
        <source>Has a question</source>
        <translation>Hat eine Frage</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Stopped by an error</source>
        <translation>Durch einen Fehler angehalten</translation>
    </message>
    <message>
        <source>Usage limit</source>
        <translation>Nutzungslimit</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>No activity</source>
        <translation>Keine Aktivität</translation>
    </message>
    <message>
        <source>Ended unexpectedly</source>
        <translation>Unerwartet beendet</translation>
    </message>
</context>
<context>
    <name>ApiError</name>
    <message>
        <source>The server is not responding. Check your internet connection and the server address in Settings, then try again.</source>
        <translation>Der Server antwortet nicht. Prüfen Sie Ihre Internetverbindung und die Serveradresse in den Einstellungen und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Could not connect securely to the server. Check the server address and this computer&apos;s date and time.</source>
        <translation>Eine sichere Verbindung zum Server ist nicht möglich. Prüfen Sie die Serveradresse sowie Datum und Uhrzeit dieses Computers.</translation>
    </message>
    <message>
        <source>The server address is not secure. In Settings, enter one that starts with https://.</source>
        <translation>Die Serveradresse ist nicht sicher. Geben Sie in den Einstellungen eine an, die mit https:// beginnt.</translation>
    </message>
    <message>
        <source>The reply did not come from a Tocsin server. Check the server address and whether your network requires you to sign in.</source>
        <translation>Die Antwort kam nicht von einem Tocsin-Server. Prüfen Sie die Serveradresse und ob Sie sich in Ihrem Netz erst anmelden müssen.</translation>
    </message>
    <message>
        <source>That code is not correct. Check it and try again.</source>
        <translation>Dieser Code ist nicht richtig. Prüfen Sie ihn und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>You are no longer logged in. Please log in again.</source>
        <translation>Sie sind nicht mehr angemeldet. Bitte melden Sie sich wieder an.</translation>
    </message>
    <message>
        <source>Too many attempts. Please wait a moment and try again.</source>
        <translation>Zu viele Versuche. Bitte warten Sie einen Moment und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The server reported a problem. Please try again in a few minutes.</source>
        <translation>Der Server meldet ein Problem. Bitte versuchen Sie es in ein paar Minuten noch einmal.</translation>
    </message>
    <message>
        <source>The server rejected the request. If this keeps happening, update Tocsin.</source>
        <translation>Der Server hat die Anfrage abgelehnt. Wenn das öfter vorkommt, aktualisieren Sie Tocsin.</translation>
    </message>
    <message>
        <source>This computer does not trust the server&apos;s certificate. If your server uses a private certificate authority, add its certificate in Settings. Otherwise, check the server address.</source>
        <translation>Dieser Computer vertraut dem Zertifikat des Servers nicht. Wenn Ihr Server eine private Zertifizierungsstelle verwendet, fügen Sie deren Zertifikat in den Einstellungen hinzu. Prüfen Sie andernfalls die Serveradresse.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate was issued for a different address. Check the server address in Settings.</source>
        <translation>Das Zertifikat des Servers wurde für eine andere Adresse ausgestellt. Prüfen Sie die Serveradresse in den Einstellungen.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has expired or is not valid yet. Check this computer&apos;s date; if it is correct, ask the server&apos;s administrator to renew the certificate.</source>
        <translation>Das Zertifikat des Servers ist abgelaufen oder noch nicht gültig. Prüfen Sie das Datum dieses Computers; wenn es stimmt, bitten Sie den Administrator des Servers, das Zertifikat zu erneuern.</translation>
    </message>
    <message>
        <source>This number has opted out of texts. Reply START to the number that texted you, then try again.</source>
        <translation>Diese Nummer hat SMS abbestellt. Antworten Sie der Nummer, von der die SMS kamen, mit START und versuchen Sie es dann noch einmal.</translation>
    </message>
</context>
<context>
    <name>Authorities</name>
    <message>
        <source>Could not read %1.</source>
        <translation>%1 konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 does not contain a certificate. Choose the PEM file from your server&apos;s administrator.</source>
        <translation>%1 enthält kein Zertifikat. Wählen Sie die PEM-Datei vom Administrator Ihres Servers.</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Show this help.</source>
        <translation>Zeigt diese Hilfe.</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>Zeigt die Version.</translation>
    </message>
    <message>
        <source>Keep the login in the system&apos;s keychain, or in a file that only you can read.</source>
        <translation>Die Anmeldung im Schlüsselbund des Systems aufbewahren oder in einer Datei, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>Run &quot;tocsin --help&quot; for a list of options.</source>
        <translation>Alle Optionen zeigt „tocsin --help“.</translation>
    </message>
    <message>
        <source>Tells you when Claude Code needs you: a notification on your desktop, a text on your phone.</source>
        <translation>Sagt Ihnen, wenn Claude Code Sie braucht: mit einer Benachrichtigung auf dem Bildschirm und einer SMS aufs Telefon.</translation>
    </message>
    <message>
        <source>Run without a tray icon or notifications; texts still work.</source>
        <translation>Ohne Symbol und ohne Benachrichtigungen laufen; SMS funktionieren.</translation>
    </message>
    <message>
        <source>Start in the background without opening a window.</source>
        <translation>Im Hintergrund starten, ohne ein Fenster zu öffnen.</translation>
    </message>
    <message>
        <source>Log level.</source>
        <translation>Ausführlichkeit des Protokolls.</translation>
    </message>
    <message>
        <source>Import the login saved by an earlier plugin, then delete its file.</source>
        <translation>Die von einem früheren Plugin gespeicherte Anmeldung importieren und deren Datei löschen.</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>Unerwartetes Argument: %1</translation>
    </message>
    <message>
        <source>Invalid value &quot;%1&quot; for --token-store (use keychain or file).</source>
        <translation>Ungültiger Wert „%1“ für --token-store (erlaubt: keychain oder file).</translation>
    </message>
    <message>
        <source>Invalid value &quot;%2&quot; for --log-level (use %1).</source>
        <translation>Ungültiger Wert „%2“ für --log-level (erlaubt: %1).</translation>
    </message>
    <message>
        <source>Usage: tocsin [OPTIONS]          start the tray app, or show what waits
       tocsin COMMAND [OPTIONS]  ask the running app</source>
        <translation>Aufruf: tocsin [OPTIONEN]         startet das Programm oder zeigt, was wartet
        tocsin BEFEHL [OPTIONEN]  fragt das laufende Programm</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Befehle:</translation>
    </message>
    <message>
        <source>Run &quot;tocsin COMMAND --help&quot; for details.</source>
        <translation>Einzelheiten: „tocsin BEFEHL --help“.</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>Tocsin runs without a display.</source>
        <translation>Tocsin läuft ohne Bildschirm.</translation>
    </message>
    <message>
        <source>That is meant for servers; on a desktop, quit and run: tocsin</source>
        <translation>Das ist für Server gedacht; an einem Bildschirm beenden Sie es und rufen auf: tocsin</translation>
    </message>
    <message>
        <source>The tray icon is shown.</source>
        <translation>Das Symbol in der Kontrollleiste wird gezeigt.</translation>
    </message>
    <message>
        <source>This desktop shows no tray icons.</source>
        <translation>Dieser Desktop zeigt keine Symbole in der Kontrollleiste.</translation>
    </message>
    <message>
        <source>Run tocsin again to open its window. GNOME shows icons with the extension AppIndicator Support.</source>
        <translation>Rufen Sie tocsin noch einmal auf, um sein Fenster zu öffnen. GNOME zeigt Symbole mit der Erweiterung AppIndicator Support.</translation>
    </message>
    <message>
        <source>Without a display no notifications are shown.</source>
        <translation>Ohne Bildschirm werden keine Benachrichtigungen gezeigt.</translation>
    </message>
    <message>
        <source>Texts are sent at once.</source>
        <translation>SMS werden sofort gesendet.</translation>
    </message>
    <message>
        <source>No notification service was found.</source>
        <translation>Kein Benachrichtigungsdienst gefunden.</translation>
    </message>
    <message>
        <source>Install one that fits your desktop, such as dunst or mako.</source>
        <translation>Installieren Sie einen, der zu Ihrem Desktop passt, etwa dunst oder mako.</translation>
    </message>
    <message>
        <source>The notification service starts with the first notification.</source>
        <translation>Der Benachrichtigungsdienst startet mit der ersten Benachrichtigung.</translation>
    </message>
    <message>
        <source>Notifications can be shown.</source>
        <translation>Benachrichtigungen können gezeigt werden.</translation>
    </message>
    <message>
        <source>Notifications are shown by %1.</source>
        <translation>Benachrichtigungen zeigt %1.</translation>
    </message>
    <message>
        <source>Do Not Disturb is on.</source>
        <translation>„Bitte nicht stören“ ist an.</translation>
    </message>
    <message>
        <source>Turn it off to see notifications.</source>
        <translation>Schalten Sie es aus, um Benachrichtigungen zu sehen.</translation>
    </message>
    <message>
        <source>Notifications have buttons.</source>
        <translation>Benachrichtigungen haben Schaltflächen.</translation>
    </message>
    <message>
        <source>This notification service shows no buttons.</source>
        <translation>Dieser Benachrichtigungsdienst zeigt keine Schaltflächen.</translation>
    </message>
    <message>
        <source>Answer in the window: run tocsin, or click its icon.</source>
        <translation>Antworten Sie im Fenster von Tocsin: Rufen Sie tocsin auf, oder klicken Sie auf das Symbol.</translation>
    </message>
    <message>
        <source>Notifications can have a sound.</source>
        <translation>Benachrichtigungen können einen Ton haben.</translation>
    </message>
    <message>
        <source>This notification service plays no sounds by name.</source>
        <translation>Dieser Benachrichtigungsdienst spielt keine Töne nach ihrem Namen.</translation>
    </message>
    <message>
        <source>If you want one, set it in the service&apos;s own configuration.</source>
        <translation>Wenn Sie einen möchten, stellen Sie ihn in der Konfiguration des Dienstes ein.</translation>
    </message>
    <message>
        <source>Unlock or start the keychain; Tocsin then reads the login.</source>
        <translation>Öffnen oder starten Sie den Schlüsselbund; Tocsin liest die Anmeldung dann.</translation>
    </message>
    <message>
        <source>To get texts on your phone, run: tocsin login</source>
        <translation>Um SMS zu erhalten, rufen Sie auf: tocsin login</translation>
    </message>
    <message>
        <source>The server at %1 responds.</source>
        <translation>Der Server unter %1 antwortet.</translation>
    </message>
    <message>
        <source>The clock is compared with the server&apos;s once that responds.</source>
        <translation>Die Uhr wird mit der des Servers verglichen, sobald dieser antwortet.</translation>
    </message>
    <message>
        <source>The clock agrees with the server&apos;s.</source>
        <translation>Die Uhr stimmt mit der des Servers überein.</translation>
    </message>
    <message>
        <source>Run: timedatectl set-ntp true</source>
        <translation>Rufen Sie auf: timedatectl set-ntp true</translation>
    </message>
    <message>
        <source>No Claude Code session runs on this computer now.</source>
        <translation>Auf diesem Computer läuft gerade keine Claude-Code-Sitzung.</translation>
    </message>
    <message numerus="yes">
        <source>%n running Claude Code session(s) send hooks.</source>
        <translation>
            <numerusform>%n laufende Claude-Code-Sitzung sendet Hooks.</numerusform>
            <numerusform>%n laufende Claude-Code-Sitzungen senden Hooks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running Claude Code session(s) sent no hook.</source>
        <translation>
            <numerusform>%n laufende Claude-Code-Sitzung hat keinen Hook gesendet.</numerusform>
            <numerusform>%n laufende Claude-Code-Sitzungen haben keinen Hook gesendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The status files of %n session(s) cannot be read.</source>
        <translation>
            <numerusform>Die Statusdatei von %n Sitzung kann nicht gelesen werden.</numerusform>
            <numerusform>Die Statusdateien von %n Sitzungen können nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Update Claude Code: without them, an answer in the terminal is noticed later.</source>
        <translation>Aktualisieren Sie Claude Code: Ohne sie wird eine Antwort im Terminal später bemerkt.</translation>
    </message>
    <message>
        <source>The sessions&apos; status files can be read.</source>
        <translation>Die Statusdateien der Sitzungen können gelesen werden.</translation>
    </message>
    <message>
        <source>It is known whether you are at the computer (%1).</source>
        <translation>Es ist bekannt, ob Sie am Computer sind (%1).</translation>
    </message>
    <message>
        <source>It is not known whether you are at the computer.</source>
        <translation>Es ist nicht bekannt, ob Sie am Computer sind.</translation>
    </message>
    <message>
        <source>Tocsin can save its data.</source>
        <translation>Tocsin kann seine Daten speichern.</translation>
    </message>
    <message>
        <source>Tocsin cannot save its data: %1</source>
        <translation>Tocsin kann seine Daten nicht speichern: %1</translation>
    </message>
    <message>
        <source>Free up disk space, or check the permissions of %1.</source>
        <translation>Schaffen Sie Platz, oder prüfen Sie die Rechte von %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of Claude Code could not be read.</source>
        <translation>
            <numerusform>%n Ereignis von Claude Code konnte nicht gelesen werden.</numerusform>
            <numerusform>%n Ereignisse von Claude Code konnten nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Please report it; the files *.bad in %1 can then be deleted.</source>
        <translation>Bitte melden Sie es; die Dateien *.bad in %1 können danach gelöscht werden.</translation>
    </message>
    <message>
        <source>Claude Code has not run here: there is no %1.</source>
        <translation>Claude Code ist hier noch nicht gelaufen: Es gibt kein %1.</translation>
    </message>
    <message>
        <source>The plugin is not installed in Claude Code (%1).</source>
        <translation>Das Plugin ist in Claude Code nicht installiert (%1).</translation>
    </message>
    <message>
        <source>The plugin is turned off in Claude Code (%1).</source>
        <translation>Das Plugin ist in Claude Code ausgeschaltet (%1).</translation>
    </message>
    <message>
        <source>Run: claude plugin enable tocsin@tocsin</source>
        <translation>Rufen Sie auf: claude plugin enable tocsin@tocsin</translation>
    </message>
    <message>
        <source>Claude Code cannot read the plugin&apos;s hooks.</source>
        <translation>Claude Code kann die Hooks des Plugins nicht lesen.</translation>
    </message>
    <message>
        <source>Run: claude plugin uninstall tocsin@tocsin &amp;&amp; claude plugin install tocsin@tocsin, then restart the sessions</source>
        <translation>Rufen Sie auf: claude plugin uninstall tocsin@tocsin &amp;&amp; claude plugin install tocsin@tocsin, und starten Sie die Sitzungen neu</translation>
    </message>
    <message>
        <source>Claude Code has version %1 of the plugin; this is Tocsin %2.</source>
        <translation>Claude Code hat Version %1 des Plugins; dies ist Tocsin %2.</translation>
    </message>
    <message>
        <source>Claude Code keeps an older copy of the plugin.</source>
        <translation>Claude Code hat eine ältere Kopie des Plugins.</translation>
    </message>
    <message>
        <source>The plugin is installed in Claude Code, version %1.</source>
        <translation>Das Plugin ist in Claude Code installiert, Version %1.</translation>
    </message>
    <message>
        <source>The hooks cannot find tocsin-hookbridge.</source>
        <translation>Die Hooks finden tocsin-hookbridge nicht.</translation>
    </message>
    <message>
        <source>Put it on the PATH, or in ~/.local/bin or /usr/local/bin.</source>
        <translation>Legen Sie es in den PATH, nach ~/.local/bin oder nach /usr/local/bin.</translation>
    </message>
    <message>
        <source>The hooks run %1.</source>
        <translation>Die Hooks rufen %1 auf.</translation>
    </message>
    <message numerus="yes">
        <source>%n Claude Code session(s) run on this computer.</source>
        <translation>
            <numerusform>%n Claude-Code-Sitzung läuft auf diesem Computer.</numerusform>
            <numerusform>%n Claude-Code-Sitzungen laufen auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of Claude Code wait for the app.</source>
        <translation>
            <numerusform>%n Ereignis von Claude Code wartet auf das Programm.</numerusform>
            <numerusform>%n Ereignisse von Claude Code warten auf das Programm.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are reported when it starts.</source>
        <translation>Sie werden gemeldet, wenn es startet.</translation>
    </message>
    <message>
        <source>The server address is in Settings.</source>
        <translation>Die Serveradresse steht in den Einstellungen.</translation>
    </message>
    <message>
        <source>A login will be kept in a file that only you can read.</source>
        <translation>Eine Anmeldung wird in einer Datei gespeichert, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>A login will be kept in the keychain.</source>
        <translation>Eine Anmeldung wird im Schlüsselbund gespeichert.</translation>
    </message>
    <message>
        <source>Restart any that started before the plugin was installed.</source>
        <translation>Starten Sie alle neu, die vor der Installation des Plugins gestartet wurden.</translation>
    </message>
    <message>
        <source>Whoever runs the server can give it a Twilio account: see its README.</source>
        <translation>Wer den Server betreibt, kann ihm ein Twilio-Konto geben: siehe seine README-Datei.</translation>
    </message>
    <message>
        <source>No keychain answers: a login will last until Tocsin ends.</source>
        <translation>Kein Schlüsselbund antwortet: Eine Anmeldung gilt nur, bis Tocsin endet.</translation>
    </message>
    <message>
        <source>Start a keychain. Or start Tocsin with --token-store=file, which keeps the login in a file that only you can read.</source>
        <translation>Starten Sie einen Schlüsselbund. Oder starten Sie Tocsin mit --token-store=file: Dann liegt die Anmeldung in einer Datei, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>To say where you are: tocsin away, tocsin here</source>
        <translation>Um zu sagen, wo Sie sind: tocsin away, tocsin here</translation>
    </message>
    <message>
        <source>Texts wait as long as you chose.</source>
        <translation>SMS warten so lange, wie Sie es eingestellt haben.</translation>
    </message>
    <message>
        <source>Texts are sent at once all the same, as no notifications can be shown.</source>
        <translation>SMS werden trotzdem sofort gesendet, weil keine Benachrichtigungen gezeigt werden können.</translation>
    </message>
    <message>
        <source>Check that your phone is on, then run: tocsin test --text</source>
        <translation>Prüfen Sie, ob Ihr Telefon eingeschaltet ist, und rufen Sie dann auf: tocsin test --text</translation>
    </message>
    <message>
        <source>What still waits for you is texted later. To get fewer texts, open Alerts in Settings.</source>
        <translation>Was dann noch auf Sie wartet, kommt später per SMS. Um weniger SMS zu erhalten, öffnen Sie in den Einstellungen „Hinweise“.</translation>
    </message>
    <message>
        <source>Run: %1</source>
        <extracomment>%1 is a command</extracomment>
        <translation>Rufen Sie auf: %1</translation>
    </message>
    <message>
        <source>%1 is ignored: it has to be %2.</source>
        <extracomment>%2 is for example &quot;a number from 5 to 240&quot;</extracomment>
        <translation>%1 wird ignoriert. Erwartet wird: %2.</translation>
    </message>
    <message>
        <source>Correct or remove this environment variable, then restart Tocsin.</source>
        <translation>Korrigieren oder entfernen Sie diese Umgebungsvariable, und starten Sie Tocsin neu.</translation>
    </message>
    <message>
        <source>Correct or remove it in %1, then restart Tocsin.</source>
        <translation>Korrigieren oder entfernen Sie den Eintrag in %1, und starten Sie Tocsin neu.</translation>
    </message>
    <message>
        <source>No Claude Code session is running on this computer.</source>
        <translation>Auf diesem Computer läuft keine Claude-Code-Sitzung.</translation>
    </message>
</context>
<context>
    <name>EndQuestion</name>
    <message>
        <source>End Session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>End “%1”?</source>
        <translation>„%1“ beenden?</translation>
    </message>
    <message>
        <source>Claude Code stops what it is doing and exits, as if its terminal were closed. To go on later, run: claude --resume</source>
        <translation>Claude Code bricht seine Arbeit ab und beendet sich, als würde sein Terminal geschlossen. Um später weiterzumachen, führen Sie aus: claude --resume</translation>
    </message>
    <message>
        <source>&amp;End Session</source>
        <translation>Sitzung &amp;beenden</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
</context>
<context>
    <name>HeldBackText</name>
    <message>
        <source>limit of this kind</source>
        <translation>Limit für diese Art</translation>
    </message>
    <message>
        <source>it reached the server too late</source>
        <translation>kam zu spät beim Server an</translation>
    </message>
    <message>
        <source>the server did not send it</source>
        <translation>vom Server nicht gesendet</translation>
    </message>
    <message>
        <source>your phone replied STOP</source>
        <translation>Ihr Telefon hat STOP geantwortet</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) not sent: %1</source>
        <extracomment>%1 is the reason</extracomment>
        <translation>
            <numerusform>%n SMS nicht gesendet: %1</numerusform>
            <numerusform>%n SMS nicht gesendet: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) held back until %1: %2</source>
        <extracomment>%1 is a time, %2 the reason</extracomment>
        <translation>
            <numerusform>%n SMS zurückgehalten bis %1: %2</numerusform>
            <numerusform>%n SMS zurückgehalten bis %1: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notification(s) held back until %1: %2</source>
        <extracomment>%1 is a time, %2 the reason</extracomment>
        <translation>
            <numerusform>%n Benachrichtigung zurückgehalten bis %1: %2</numerusform>
            <numerusform>%n Benachrichtigungen zurückgehalten bis %1: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>muted until %1</source>
        <translation>stumm bis %1</translation>
    </message>
    <message>
        <source>the session ended</source>
        <translation>die Sitzung ist beendet</translation>
    </message>
    <message>
        <source>you were notified before</source>
        <translation>Sie wurden schon benachrichtigt</translation>
    </message>
    <message>
        <source>another text counts it</source>
        <translation>eine andere SMS zählt sie mit</translation>
    </message>
</context>
<context>
    <name>HistoryReport</name>
    <message>
        <source>A tool failed</source>
        <translation>Ein Werkzeug ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 is what became of it, %2 why</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>notification shown</source>
        <translation>Benachrichtigung gezeigt</translation>
    </message>
    <message>
        <source>no notification</source>
        <translation>keine Benachrichtigung</translation>
    </message>
    <message>
        <source>notification planned</source>
        <translation>Benachrichtigung vorgesehen</translation>
    </message>
    <message>
        <source>text not delivered</source>
        <translation>SMS nicht zugestellt</translation>
    </message>
    <message>
        <source>text sent</source>
        <translation>SMS gesendet</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>keine SMS</translation>
    </message>
    <message>
        <source>text withdrawn</source>
        <translation>SMS zurückgezogen</translation>
    </message>
    <message>
        <source>text planned</source>
        <translation>SMS vorgesehen</translation>
    </message>
    <message>
        <source>answered in Tocsin</source>
        <translation>in Tocsin beantwortet</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <extracomment>%1 is a time, %2 the name of a session, %3 what happened</extracomment>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>No alerts in the last 30 days.</source>
        <translation>Keine Hinweise in den letzten 30 Tagen.</translation>
    </message>
    <message>
        <source>text not sent yet</source>
        <translation>SMS noch nicht gesendet</translation>
    </message>
    <message>
        <source>text waiting for you to log in</source>
        <translation>SMS wartet auf Ihre Anmeldung</translation>
    </message>
    <message>
        <source>text on its way to the server</source>
        <translation>SMS auf dem Weg zum Server</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>%1
The login lasts until Tocsin ends. To keep it in a file that only you can read, start with --token-store=file.</source>
        <translation>%1
Die Anmeldung gilt, bis Tocsin endet. Um sie in einer Datei aufzubewahren, die nur Sie lesen können, starten Sie mit --token-store=file.</translation>
    </message>
    <message>
        <source>Your login could not be read. %1
Tocsin looks again when the keychain opens.</source>
        <translation>Ihre Anmeldung konnte nicht gelesen werden. %1
Tocsin sieht wieder nach, wenn sich der Schlüsselbund öffnet.</translation>
    </message>
    <message>
        <source>%1
To take it over, start once with --import-login; else delete that file.</source>
        <translation>%1
Um sie zu übernehmen, starten Sie einmal mit --import-login; sonst löschen Sie diese Datei.</translation>
    </message>
    <message>
        <source>%1
Please delete that file.</source>
        <translation>%1
Bitte löschen Sie diese Datei.</translation>
    </message>
    <message>
        <source>No display found. Run &quot;tocsin --headless&quot; to use texts without a tray icon or notifications.</source>
        <translation>Kein Bildschirm gefunden. Mit „tocsin --headless“ gibt es SMS ohne Symbol und Benachrichtigungen.</translation>
    </message>
    <message>
        <source>Tocsin is running without a tray. Log in with: tocsin login</source>
        <translation>Tocsin läuft ohne Symbol in der Kontrollleiste. Anmelden: tocsin login</translation>
    </message>
</context>
<context>
    <name>NotificationOffer</name>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Verweigern</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Prüfen …</translation>
    </message>
    <message>
        <source>Mute 1 h</source>
        <translation>1 Std. stumm</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Antworten …</translation>
    </message>
    <message>
        <source>Show Terminal</source>
        <translation>Terminal zeigen</translation>
    </message>
</context>
<context>
    <name>PlanText</name>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is a weekday, %2 a time of day</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>No notification.</source>
        <translation>Keine Benachrichtigung.</translation>
    </message>
    <message>
        <source>No notification: %1.</source>
        <translation>Keine Benachrichtigung: %1.</translation>
    </message>
    <message>
        <source>Notification held back until %1: %2.</source>
        <translation>Benachrichtigung zurückgehalten bis %1: %2.</translation>
    </message>
    <message>
        <source>now</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>with sound</source>
        <translation>mit Ton</translation>
    </message>
    <message>
        <source>without contents</source>
        <translation>ohne Inhalt</translation>
    </message>
    <message>
        <source>Notification: %1.</source>
        <extracomment>&quot;Notification: now, with sound.&quot;</extracomment>
        <translation>Benachrichtigung: %1.</translation>
    </message>
    <message>
        <source>No text.</source>
        <translation>Keine SMS.</translation>
    </message>
    <message>
        <source>No text: %1.</source>
        <translation>Keine SMS: %1.</translation>
    </message>
    <message>
        <source>Text held back until %1: %2.</source>
        <translation>SMS zurückgehalten bis %1: %2.</translation>
    </message>
    <message>
        <source>Text: now, because %1.</source>
        <translation>SMS: sofort, denn %1.</translation>
    </message>
    <message>
        <source>Text: now.</source>
        <translation>SMS: sofort.</translation>
    </message>
    <message>
        <source>Text: after %1 unless you react.</source>
        <translation>SMS: nach %1, wenn Sie nicht reagieren.</translation>
    </message>
    <message>
        <source>Text: after %1 unless it is answered by then.</source>
        <translation>SMS: nach %1, wenn es bis dahin keine Antwort gibt.</translation>
    </message>
    <message>
        <source>Text: after %1, because %2.</source>
        <translation>SMS: nach %1, denn %2.</translation>
    </message>
    <message>
        <source>Text: after %1.</source>
        <translation>SMS: nach %1.</translation>
    </message>
    <message>
        <source>No notification and no text: %1.</source>
        <translation>Keine Benachrichtigung und keine SMS: %1.</translation>
    </message>
    <message>
        <source>Held back until %1: %2.</source>
        <translation>Zurückgehalten bis %1: %2.</translation>
    </message>
    <message>
        <source>background run</source>
        <translation>Hintergrundlauf</translation>
    </message>
    <message>
        <source>its team lead notifies you</source>
        <translation>die Leitung des Teams meldet sich</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>the turn was short</source>
        <translation>die Runde war kurz</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
    <message>
        <source>quiet hours</source>
        <translation>Ruhezeit</translation>
    </message>
    <message>
        <source>Do Not Disturb is on</source>
        <translation>„Bitte nicht stören“ ist an</translation>
    </message>
    <message>
        <source>you are looking at the session</source>
        <translation>Sie sehen die Sitzung gerade</translation>
    </message>
    <message>
        <source>you have reacted</source>
        <translation>Sie haben reagiert</translation>
    </message>
    <message>
        <source>it may be answered by a rule</source>
        <translation>eine Regel könnte antworten</translation>
    </message>
    <message>
        <source>you may still react</source>
        <translation>Sie können noch reagieren</translation>
    </message>
    <message>
        <source>you are away</source>
        <translation>Sie sind nicht da</translation>
    </message>
    <message>
        <source>no notification can be shown here</source>
        <translation>hier kann keine Benachrichtigung angezeigt werden</translation>
    </message>
    <message>
        <source>you are not logged in</source>
        <translation>Sie sind nicht angemeldet</translation>
    </message>
    <message>
        <source>texts are off for this session</source>
        <translation>SMS sind für diese Sitzung aus</translation>
    </message>
    <message>
        <source>the server did not accept this session</source>
        <translation>der Server hat diese Sitzung nicht angenommen</translation>
    </message>
</context>
<context>
    <name>PrimaryInstance</name>
    <message>
        <source>The path %1 is too long for a socket. Set TOCSIN_SOCKET to a shorter one.</source>
        <translation>Der Pfad %1 ist zu lang für einen Socket. Setzen Sie TOCSIN_SOCKET auf einen kürzeren.</translation>
    </message>
    <message>
        <source>Tocsin cannot listen at %1: %2. Check the folder, or set TOCSIN_SOCKET to another path.</source>
        <translation>Tocsin kann an %1 nicht lauschen: %2. Prüfen Sie den Ordner, oder setzen Sie TOCSIN_SOCKET auf einen anderen Pfad.</translation>
    </message>
    <message>
        <source>Other users can write to the folder of %1, so Tocsin will not use it. Set its owner to you and its mode to 0700.</source>
        <translation>Andere Benutzer können in den Ordner von %1 schreiben, daher verwendet Tocsin ihn nicht. Machen Sie sich zum Eigentümer und setzen Sie die Rechte auf 0700.</translation>
    </message>
    <message>
        <source>Tocsin is already running.</source>
        <translation>Tocsin läuft bereits.</translation>
    </message>
    <message>
        <source>Tocsin is already running but is not responding. Quit it and start it again.</source>
        <translation>Tocsin läuft bereits, antwortet aber nicht. Beenden Sie es und starten Sie es neu.</translation>
    </message>
</context>
<context>
    <name>RequestText</name>
    <message>
        <source>%1: has a question</source>
        <extracomment>%1 is the name of a Claude session</extracomment>
        <translation>%1: hat eine Frage</translation>
    </message>
    <message>
        <source>%1: has a plan to approve</source>
        <translation>%1: hat einen Plan vorzulegen</translation>
    </message>
    <message>
        <source>%1: needs permission</source>
        <translation>%1: braucht eine Genehmigung</translation>
    </message>
    <message>
        <source>asked just now</source>
        <translation>gerade eben gefragt</translation>
    </message>
    <message numerus="yes">
        <source>asked %n min ago</source>
        <translation>
            <numerusform>vor %n min gefragt</numerusform>
            <numerusform>vor %n min gefragt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>asked %n h ago</source>
        <translation>
            <numerusform>vor %n h gefragt</numerusform>
            <numerusform>vor %n h gefragt</numerusform>
        </translation>
    </message>
    <message>
        <source>It runs with administrator rights.</source>
        <translation>Er läuft mit Administratorrechten.</translation>
    </message>
    <message>
        <source>It deletes whole folders or files that are not committed.</source>
        <translation>Er löscht ganze Ordner oder Dateien, die nicht eingecheckt sind.</translation>
    </message>
    <message>
        <source>It overwrites Git history or discards changes.</source>
        <translation>Er überschreibt die Git-Historie oder verwirft Änderungen.</translation>
    </message>
    <message>
        <source>It runs code that comes from elsewhere.</source>
        <translation>Er führt Code aus, der von anderswo kommt.</translation>
    </message>
    <message>
        <source>It works on disks or file systems directly.</source>
        <translation>Er greift direkt auf Datenträger oder Dateisysteme zu.</translation>
    </message>
    <message>
        <source>It reads or changes keys, passwords or tokens.</source>
        <translation>Er liest oder ändert Schlüssel, Passwörter oder Tokens.</translation>
    </message>
    <message>
        <source>It changes settings of Claude Code, Tocsin, the shell, Git or the system.</source>
        <translation>Er ändert Einstellungen von Claude Code, Tocsin, der Shell, Git oder dem System.</translation>
    </message>
    <message>
        <source>It contains characters that cannot be seen. They are shown as ⟨U+…⟩.</source>
        <translation>Er enthält unsichtbare Zeichen. Sie werden als ⟨U+…⟩ angezeigt.</translation>
    </message>
    <message>
        <source>It ends many programs, or shuts the computer down.</source>
        <translation>Er beendet viele Programme oder fährt den Computer herunter.</translation>
    </message>
    <message>
        <source>It runs a script or a program. This window cannot show what that does.</source>
        <translation>Er führt ein Skript oder Programm aus. Was dieses tut, kann dieses Fenster nicht zeigen.</translation>
    </message>
    <message>
        <source>It is on your own list of dangerous calls.</source>
        <translation>Er steht auf Ihrer eigenen Liste gefährlicher Aufrufe.</translation>
    </message>
    <message>
        <source>Allowed once</source>
        <translation>Einmal erlaubt</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Denied and stopped</source>
        <translation>Verweigert und angehalten</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Plan approved, edits accepted</source>
        <translation>Plan angenommen, Änderungen erlaubt</translation>
    </message>
    <message>
        <source>Plan approved</source>
        <translation>Plan angenommen</translation>
    </message>
    <message>
        <source>Sent back to planning</source>
        <translation>Zur Planung zurückgegeben</translation>
    </message>
    <message>
        <source>in the notification</source>
        <translation>in der Benachrichtigung</translation>
    </message>
    <message>
        <source>in the window</source>
        <translation>im Fenster</translation>
    </message>
    <message>
        <source>by text</source>
        <translation>per SMS</translation>
    </message>
    <message>
        <source>on the dashboard</source>
        <translation>im Dashboard</translation>
    </message>
    <message>
        <source>Sent. Waiting for Claude to go on.</source>
        <translation>Gesendet. Claude hat noch nicht weitergemacht.</translation>
    </message>
    <message>
        <source>Not delivered. If Claude still waits, answer in the terminal.</source>
        <translation>Nicht zugestellt. Wenn Claude noch wartet, antworten Sie im Terminal.</translation>
    </message>
    <message>
        <source>Claude went on as decided.</source>
        <translation>Claude hat wie entschieden weitergemacht.</translation>
    </message>
    <message>
        <source>Too late: answered in the terminal.</source>
        <translation>Zu spät: im Terminal beantwortet.</translation>
    </message>
    <message>
        <source>Another hook changed the call: what ran is not what was shown.</source>
        <translation>Ein anderer Hook hat den Aufruf geändert: Ausgeführt wurde nicht, was angezeigt war.</translation>
    </message>
    <message>
        <source>Not sent: this request is no longer waiting.</source>
        <translation>Nicht gesendet: Diese Anfrage wartet nicht mehr.</translation>
    </message>
    <message>
        <source>Not sent: this request was already answered %1.</source>
        <extracomment>%1 is &quot;in the notification&quot;, &quot;in the window&quot;, …</extracomment>
        <translation>Nicht gesendet: Diese Anfrage wurde schon %1 beantwortet.</translation>
    </message>
    <message>
        <source>Not sent: this request cannot be answered that way.</source>
        <translation>Nicht gesendet: So lässt sich diese Anfrage nicht beantworten.</translation>
    </message>
    <message>
        <source>Not sent: answer every question first.</source>
        <translation>Nicht gesendet: Beantworten Sie zuerst jede Frage.</translation>
    </message>
    <message numerus="yes">
        <source>Claude goes on without an answer in %n s at the earliest.</source>
        <translation>
            <numerusform>Claude macht frühestens in %n s ohne Antwort weiter.</numerusform>
            <numerusform>Claude macht frühestens in %n s ohne Antwort weiter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude goes on without an answer in %n min at the earliest.</source>
        <translation>
            <numerusform>Claude macht frühestens in %n min ohne Antwort weiter.</numerusform>
            <numerusform>Claude macht frühestens in %n min ohne Antwort weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Always allowed</source>
        <translation>Immer erlaubt</translation>
    </message>
</context>
<context>
    <name>ServerAddress</name>
    <message>
        <source>Enter the address of your server, for example https://sms.example.org.</source>
        <translation>Geben Sie die Adresse Ihres Servers ein, zum Beispiel https://sms.example.org.</translation>
    </message>
    <message>
        <source>The server address must start with https://, for example https://sms.example.org.</source>
        <translation>Die Serveradresse muss mit https:// beginnen, zum Beispiel https://sms.example.org.</translation>
    </message>
    <message>
        <source>Enter a host name after %1://.</source>
        <translation>Geben Sie nach %1:// einen Hostnamen ein.</translation>
    </message>
    <message>
        <source>Remove the user name and password. You log in with your phone number.</source>
        <translation>Entfernen Sie Benutzername und Passwort. Sie melden sich mit Ihrer Telefonnummer an.</translation>
    </message>
    <message>
        <source>Remove everything from the ? or # onward.</source>
        <translation>Entfernen Sie alles ab dem ? oder #.</translation>
    </message>
    <message>
        <source>Use https:// here. http:// is only safe for a server on this computer.</source>
        <translation>Verwenden Sie hier https://. http:// ist nur für einen Server auf diesem Computer sicher.</translation>
    </message>
    <message>
        <source>Enter the whole address: %1</source>
        <translation>Geben Sie die ganze Adresse ein: %1</translation>
    </message>
    <message>
        <source>A port is a number from 1 to %1.</source>
        <translation>Ein Port ist eine Zahl von 1 bis %1.</translation>
    </message>
    <message>
        <source>This is not a web address. Enter one such as https://sms.example.org.</source>
        <translation>Das ist keine Webadresse. Geben Sie eine wie https://sms.example.org ein.</translation>
    </message>
</context>
<context>
    <name>ServerCheck</name>
    <message>
        <source>%1 answered, but it is not a Tocsin server%2. Check the address and whether your network requires you to sign in.</source>
        <extracomment>%2 is empty, or for example &quot; (HTTP 501)&quot;</extracomment>
        <translation>%1 hat geantwortet, ist aber kein Tocsin-Server%2. Prüfen Sie die Adresse und ob Ihr Netz eine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>%1 answered, but no Tocsin server is running there now%2. Check the address, or try again in a few minutes.</source>
        <extracomment>%2 is for example &quot; (HTTP 502)&quot;</extracomment>
        <translation>%1 hat geantwortet, aber dort läuft zurzeit kein Tocsin-Server%2. Prüfen Sie die Adresse oder versuchen Sie es in einigen Minuten erneut.</translation>
    </message>
    <message>
        <source>%1 answered, but it is not a Tocsin server%2. Check the address.</source>
        <extracomment>%2 is empty, or for example &quot; (HTTP 501)&quot;</extracomment>
        <translation>%1 hat geantwortet, ist aber kein Tocsin-Server%2. Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>No Tocsin server at %1. Notifications work without one. To get texts, start a server on this computer or enter the address of another one.</source>
        <translation>Kein Tocsin-Server unter %1. Benachrichtigungen funktionieren auch ohne. Für SMS starten Sie einen Server auf diesem Computer oder geben die Adresse eines anderen ein.</translation>
    </message>
    <message>
        <source>Could not reach %1. Check the address and your internet connection, then try again.</source>
        <translation>%1 ist nicht erreichbar. Prüfen Sie die Adresse und Ihre Internetverbindung und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>%1 is not responding. Check the address and your internet connection, then try again.</source>
        <translation>%1 antwortet nicht. Prüfen Sie die Adresse und Ihre Internetverbindung und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>%1 closed the connection without an answer. Check the address, then try again.</source>
        <translation>%1 hat die Verbindung ohne Antwort beendet. Prüfen Sie die Adresse und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Could not connect securely to %1. Check the address and this computer&apos;s date and time.</source>
        <translation>Keine sichere Verbindung zu %1. Prüfen Sie die Adresse sowie Datum und Uhrzeit dieses Computers.</translation>
    </message>
    <message>
        <source>This computer does not trust the certificate of %1. Check the address; if the server uses a private certificate authority, add its certificate in Settings.</source>
        <translation>Dieser Computer vertraut dem Zertifikat von %1 nicht. Prüfen Sie die Adresse; wenn der Server eine eigene Zertifizierungsstelle verwendet, fügen Sie deren Zertifikat in den Einstellungen hinzu.</translation>
    </message>
    <message>
        <source>The certificate of %1 was issued for a different address. Check the address.</source>
        <translation>Das Zertifikat von %1 wurde für eine andere Adresse ausgestellt. Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired or is not valid yet. Check this computer&apos;s date; if it is correct, ask the server&apos;s administrator to renew the certificate.</source>
        <translation>Das Zertifikat von %1 ist abgelaufen oder noch nicht gültig. Prüfen Sie das Datum dieses Computers; wenn es stimmt, bitten Sie die Verwaltung des Servers, das Zertifikat zu erneuern.</translation>
    </message>
    <message>
        <source>The address %1 is not secure. Enter one that starts with https://.</source>
        <translation>Die Adresse %1 ist nicht sicher. Geben Sie eine ein, die mit https:// beginnt.</translation>
    </message>
    <message>
        <source>The Tocsin server at %1 reported a problem. Try again in a few minutes.</source>
        <translation>Der Tocsin-Server unter %1 hat ein Problem gemeldet. Versuchen Sie es in einigen Minuten erneut.</translation>
    </message>
    <message>
        <source>The Tocsin server at %1 and this Tocsin are incompatible versions. Update the older one.</source>
        <translation>Der Tocsin-Server unter %1 und dieses Tocsin haben Versionen, die nicht zusammenpassen. Aktualisieren Sie die ältere.</translation>
    </message>
</context>
<context>
    <name>SessionChoice</name>
    <message>
        <source>No Claude Code sessions running.</source>
        <translation>Keine Claude-Code-Sitzung läuft.</translation>
    </message>
    <message>
        <source>Several sessions are running. Choose one with --session ID:</source>
        <translation>Mehrere Sitzungen laufen. Wählen Sie eine mit --session ID:</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is the beginning or the name of several sessions:</source>
        <translation>„%1“ ist der Anfang oder der Name mehrerer Sitzungen:</translation>
    </message>
    <message>
        <source>No session &quot;%1&quot; is running.</source>
        <translation>Keine Sitzung „%1“ läuft.</translation>
    </message>
    <message>
        <source>These are running:</source>
        <translation>Diese laufen:</translation>
    </message>
</context>
<context>
    <name>SessionEnder</name>
    <message>
        <source>It runs on another computer or in a container. End it in its terminal.</source>
        <translation>Sie läuft auf einem anderen Computer oder in einem Container. Beenden Sie sie in ihrem Terminal.</translation>
    </message>
    <message>
        <source>It has already ended.</source>
        <translation>Sie ist bereits beendet.</translation>
    </message>
    <message>
        <source>The system did not allow it. End it in its terminal.</source>
        <translation>Das System hat es nicht erlaubt. Beenden Sie sie in ihrem Terminal.</translation>
    </message>
    <message>
        <source>Claude Code was asked to end, but is still running. Close it in its terminal.</source>
        <translation>Claude Code wurde gebeten, sich zu beenden, läuft aber noch. Schließen Sie es in seinem Terminal.</translation>
    </message>
</context>
<context>
    <name>SessionText</name>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is a weekday or a date, %2 a time of day</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is a state, such as: working; %2 a time, such as: 14:05</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>Answer it in the terminal.</source>
        <extracomment>%1 is what is asked, such as: Run: npm test</extracomment>
        <translation>Antworten Sie im Terminal.</translation>
    </message>
    <message>
        <source>Answer it in the terminal: %1</source>
        <translation>Antworten Sie im Terminal: %1</translation>
    </message>
</context>
<context>
    <name>SessionWords</name>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>working</source>
        <translation>arbeitet</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>ended unexpectedly</source>
        <translation>unerwartet beendet</translation>
    </message>
    <message>
        <source>texts off</source>
        <translation>SMS aus</translation>
    </message>
    <message>
        <source>texts starting</source>
        <translation>SMS starten gerade</translation>
    </message>
    <message>
        <source>texts on</source>
        <translation>SMS an</translation>
    </message>
    <message>
        <source>texts waiting for the server</source>
        <translation>SMS warten auf den Server</translation>
    </message>
    <message>
        <source>needs permission</source>
        <translation>braucht eine Genehmigung</translation>
    </message>
    <message>
        <source>has a question</source>
        <translation>hat eine Frage</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>no activity</source>
        <translation>keine Aktivität</translation>
    </message>
    <message>
        <source>texts paused until you log in</source>
        <translation>SMS ruhen, bis Sie sich anmelden</translation>
    </message>
</context>
<context>
    <name>SettingTable</name>
    <message>
        <source>&amp;Text me about new Claude sessions</source>
        <translation>&amp;SMS zu neuen Claude-Sitzungen senden</translation>
    </message>
    <message>
        <source>You can turn texts on or off for each session in the tray menu.</source>
        <translation>Im Menü des Infobereichs lassen sich SMS für jede Sitzung ein- und ausschalten.</translation>
    </message>
    <message>
        <source>&amp;Notify about background runs (claude -p and SDK)</source>
        <translation>Auch Hintergrundlä&amp;ufe melden (claude -p und SDK)</translation>
    </message>
    <message>
        <source>Runs without a terminal are always listed, but notify you only if this is on.</source>
        <translation>Läufe ohne Terminal werden immer aufgelistet, aber nur gemeldet, wenn dies eingeschaltet ist.</translation>
    </message>
    <message>
        <source>Notify about &amp;inactive sessions after:</source>
        <translation>&amp;Inaktive Sitzungen melden nach:</translation>
    </message>
    <message>
        <source>How long a working session may show no activity.</source>
        <translation>Wie lange eine arbeitende Sitzung ohne Aktivität sein darf.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>S&amp;prache:</translation>
    </message>
    <message>
        <source>The language of Tocsin&apos;s windows and notifications. Texts are in English.</source>
        <translation>Die Sprache der Fenster und Benachrichtigungen von Tocsin. SMS sind auf Englisch.</translation>
    </message>
    <message>
        <source>Ser&amp;ver address:</source>
        <translation>Ser&amp;veradresse:</translation>
    </message>
    <message>
        <source>The server that sends the texts.</source>
        <translation>Der Server, der die SMS verschickt.</translation>
    </message>
    <message>
        <source>The session that leads the team notifies you in any case.</source>
        <translation>Die Sitzung, die das Team leitet, wird in jedem Fall gemeldet.</translation>
    </message>
    <message>
        <source>Name sessions after their &amp;first prompt</source>
        <translation>Sitzungen nach ihrem e&amp;rsten Prompt benennen</translation>
    </message>
    <message>
        <source>Otherwise a session has the name of its folder. Texts contain the name.</source>
        <translation>Sonst heißt eine Sitzung wie ihr Ordner. SMS enthalten den Namen.</translation>
    </message>
    <message>
        <source>Igno&amp;re finished turns shorter than:</source>
        <translation>Fertige Runden &amp;nicht melden, wenn kürzer als:</translation>
    </message>
    <message>
        <source>No notification and no text when a turn finishes sooner.</source>
        <translation>Keine Benachrichtigung und keine SMS, wenn eine Runde früher fertig ist.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Com&amp;bine repeated notifications within:</source>
        <translation>Wiederholte Benachrichtigungen zusa&amp;mmenfassen innerhalb von:</translation>
    </message>
    <message>
        <source>For each session, such as &quot;3 errors&quot;. Permission requests and questions are always shown immediately.</source>
        <translation>Für jede Sitzung, etwa „3 Fehler“. Genehmigungen und Fragen werden immer sofort angezeigt.</translation>
    </message>
    <message>
        <source>Errors that sto&amp;p the work:</source>
        <translation>&amp;Fehler, die die Arbeit beenden:</translation>
    </message>
    <message>
        <source>Regular expressions, one per line, case ignored. Empty: the built-in list.</source>
        <translation>Reguläre Ausdrücke, einer je Zeile; Groß- und Kleinschreibung ist gleich. Leer: die eingebaute Liste.</translation>
    </message>
    <message>
        <source>C&amp;ustom CA certificate:</source>
        <translation>Eigenes CA-&amp;Zertifikat:</translation>
    </message>
    <message>
        <source>Only for a server that uses a private certificate authority.</source>
        <translation>Nur für einen Server mit einer privaten Zertifizierungsstelle.</translation>
    </message>
    <message>
        <source>Sen&amp;d heartbeats every:</source>
        <translation>Lebenszeichen sen&amp;den alle:</translation>
    </message>
    <message>
        <source>Heartbeats show the server that a session is still running. With more than 300 sessions they are less frequent.</source>
        <translation>Lebenszeichen zeigen dem Server, dass eine Sitzung noch läuft. Bei mehr als 300 Sitzungen sind sie seltener.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>notification</source>
        <translation>auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Show a notification on the desktop.</source>
        <translation>Eine Benachrichtigung auf dem Bildschirm zeigen.</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>The notification has a sound.</source>
        <translation>Die Benachrichtigung kommt mit einem Ton.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>When a text is sent. You react by answering, or by clicking or closing the notification. While you are away, texts are sent at once.</source>
        <translation>Wann eine SMS verschickt wird. Sie reagieren, indem Sie antworten oder die Benachrichtigung anklicken oder schließen. Solange Sie nicht da sind, werden SMS sofort verschickt.</translation>
    </message>
    <message>
        <source>text after</source>
        <translation>SMS nach</translation>
    </message>
    <message>
        <source>How long you have to react before a text is sent.</source>
        <translation>Wie lange Sie Zeit haben zu reagieren, bevor eine SMS verschickt wird.</translation>
    </message>
    <message>
        <source>also during quiet hours</source>
        <translation>auch in Ruhezeiten</translation>
    </message>
    <message>
        <source>Neither quiet hours nor Do Not Disturb hold it back.</source>
        <translation>Weder Ruhezeiten noch „Bitte nicht stören“ halten es zurück.</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a topic, and what is chosen for it: &quot;Needs permission: text&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>No notifications and no texts at these times, except where the table above says so. What is still open afterwards is reported then.</source>
        <translation>Zu diesen Zeiten gibt es keine Benachrichtigungen und keine SMS, außer wo die Tabelle oben es erlaubt. Was danach noch offen ist, wird dann gemeldet.</translation>
    </message>
    <message>
        <source>&amp;Follow Do Not Disturb</source>
        <translation>„&amp;Bitte nicht stören“ beachten</translation>
    </message>
    <message>
        <source>No texts while you are at the computer and its Do Not Disturb is on.</source>
        <translation>Keine SMS, während Sie am Computer sind und „Bitte nicht stören“ eingeschaltet ist.</translation>
    </message>
    <message>
        <source>&amp;Keep contents off the screen</source>
        <translation>Inhalte nicht auf dem Bildschirm &amp;zeigen</translation>
    </message>
    <message>
        <source>Notifications name the session, but show no command, question or message.</source>
        <translation>Benachrichtigungen nennen die Sitzung, zeigen aber keinen Befehl, keine Frage und keine Nachricht.</translation>
    </message>
    <message>
        <source>Notify about te&amp;ammates in agent teams</source>
        <translation>Auch Mit&amp;glieder von Agententeams melden</translation>
    </message>
    <message>
        <source>Show su&amp;bagents&apos; requests in the terminal after:</source>
        <translation>Anfragen von S&amp;ubagenten im Terminal zeigen nach:</translation>
    </message>
    <message>
        <source>A background subagent&apos;s request can be answered in Tocsin until then. While you are away, it waits until you return.</source>
        <translation>Bis dahin kann die Anfrage eines Subagenten im Hintergrund in Tocsin beantwortet werden. Sind Sie nicht da, wartet sie, bis Sie zurück sind.</translation>
    </message>
    <message>
        <source>Ask t&amp;wice before allowing:</source>
        <translation>Vor dem Erlauben zwei&amp;mal fragen:</translation>
    </message>
    <message>
        <source>Regular expressions, one per line, case ignored. Commands that match are treated as dangerous, in addition to the built-in list.</source>
        <translation>Reguläre Ausdrücke, einer je Zeile; Groß- und Kleinschreibung ist gleich. Befehle, auf die einer passt, gelten als gefährlich, zusätzlich zur eingebauten Liste.</translation>
    </message>
    <message>
        <source>Keep the first wo&amp;rds of prompts in the history</source>
        <translation>D&amp;ie ersten Wörter der Prompts im Verlauf behalten</translation>
    </message>
    <message>
        <source>On this computer, for 30 days. Turning it off deletes those that were kept.</source>
        <translation>Auf diesem Computer, 30 Tage lang. Beim Ausschalten werden die gespeicherten gelöscht.</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a number from %1 to %2</source>
        <translation>eine Zahl von %1 bis %2</translation>
    </message>
    <message>
        <source>an address such as https://texts.example.com (http only for this computer)</source>
        <translation>eine Adresse wie https://texts.example.com (http nur für diesen Computer)</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>einer der Werte %1</translation>
    </message>
    <message>
        <source>a list of quiet hours, each weekday once, such as mon-fri 22:00-07:00</source>
        <translation>eine Liste von Ruhezeiten, jeder Wochentag einmal, wie mon-fri 22:00-07:00</translation>
    </message>
    <message>
        <source>a time, such as 2026-02-01T14:00:00Z</source>
        <translation>ein Zeitpunkt wie 2026-02-01T14:00:00Z</translation>
    </message>
    <message>
        <source>away, here or empty</source>
        <translation>away, here oder leer</translation>
    </message>
</context>
<context>
    <name>StoryText</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is what was done, such as: No text; %2 why, such as: quiet hours</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Notification at %1</source>
        <translation>Benachrichtigung um %1</translation>
    </message>
    <message>
        <source>Notification grouped with the next ones.</source>
        <translation>Benachrichtigung mit den nächsten zusammengefasst.</translation>
    </message>
    <message>
        <source>Notification shown.</source>
        <translation>Benachrichtigung gezeigt.</translation>
    </message>
    <message>
        <source>Notification shown, and closed by you.</source>
        <translation>Benachrichtigung gezeigt und von Ihnen geschlossen.</translation>
    </message>
    <message>
        <source>No notification</source>
        <translation>Keine Benachrichtigung</translation>
    </message>
    <message>
        <source>Text delivered.</source>
        <translation>SMS zugestellt.</translation>
    </message>
    <message>
        <source>Texted at %1, delivered.</source>
        <translation>SMS um %1, zugestellt.</translation>
    </message>
    <message>
        <source>Text not delivered.</source>
        <translation>SMS nicht zugestellt.</translation>
    </message>
    <message>
        <source>Texted at %1, not delivered.</source>
        <translation>SMS um %1, nicht zugestellt.</translation>
    </message>
    <message>
        <source>Text sent.</source>
        <translation>SMS gesendet.</translation>
    </message>
    <message>
        <source>Texted at %1.</source>
        <translation>SMS um %1.</translation>
    </message>
    <message>
        <source>Text at %1</source>
        <translation>SMS um %1</translation>
    </message>
    <message>
        <source>Text held back until %1</source>
        <translation>SMS zurückgehalten bis %1</translation>
    </message>
    <message>
        <source>Text on its way to the server.</source>
        <translation>SMS auf dem Weg zum Server.</translation>
    </message>
    <message>
        <source>Text being withdrawn</source>
        <translation>SMS wird zurückgezogen</translation>
    </message>
    <message>
        <source>No text: it was over before.</source>
        <translation>Keine SMS: Es war vorher erledigt.</translation>
    </message>
    <message>
        <source>No text</source>
        <translation>Keine SMS</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <extracomment>%1 is what was decided, such as: Allowed once; %2 is where: in the window</extracomment>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>Still open.</source>
        <translation>Noch offen.</translation>
    </message>
    <message>
        <source>Answered in the terminal.</source>
        <translation>Im Terminal beantwortet.</translation>
    </message>
    <message>
        <source>You entered the next prompt.</source>
        <translation>Sie haben den nächsten Prompt eingegeben.</translation>
    </message>
    <message>
        <source>Claude went on.</source>
        <translation>Claude machte weiter.</translation>
    </message>
    <message>
        <source>The session ended.</source>
        <translation>Die Sitzung wurde beendet.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>%1 is a time, %2 what happened</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>A tool failed</source>
        <translation>Ein Werkzeug ist gescheitert</translation>
    </message>
    <message>
        <source>%1 (failed)</source>
        <extracomment>%1 is a tool and what it was about, such as: Bash npm test</extracomment>
        <translation>%1 (fehlgeschlagen)</translation>
    </message>
    <message>
        <source>%1 ×%2</source>
        <extracomment>%1 is a tool call, %2 how often it followed itself</extracomment>
        <translation>%1 ×%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n tool call(s)</source>
        <extracomment>%1 is a time</extracomment>
        <translation>
            <numerusform>%1 · %n Werkzeugaufruf</numerusform>
            <numerusform>%1 · %n Werkzeugaufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · Prompt</source>
        <extracomment>%1 is a time</extracomment>
        <translation>%1 · Prompt</translation>
    </message>
    <message>
        <source>Text not sent yet.</source>
        <translation>SMS noch nicht gesendet.</translation>
    </message>
    <message>
        <source>Text waiting for you to log in.</source>
        <translation>SMS wartet auf Ihre Anmeldung.</translation>
    </message>
</context>
<context>
    <name>TerminalText</name>
    <message>
        <source>the session has ended.</source>
        <translation>die Sitzung ist beendet.</translation>
    </message>
    <message>
        <source>its Claude process has ended.</source>
        <translation>ihr Claude-Prozess ist beendet.</translation>
    </message>
    <message>
        <source>the session does not run in a terminal.</source>
        <translation>die Sitzung läuft nicht in einem Terminal.</translation>
    </message>
    <message>
        <source>it is on another computer, or in a container.</source>
        <translation>es ist auf einem anderen Computer oder in einem Container.</translation>
    </message>
    <message>
        <source>no window shows the tmux session %1.</source>
        <extracomment>%1 is the name of a tmux session</extracomment>
        <translation>kein Fenster zeigt die tmux-Sitzung %1.</translation>
    </message>
    <message>
        <source>GNU screen does not tell which window shows it.</source>
        <translation>GNU screen gibt nicht an, welches Fenster es zeigt.</translation>
    </message>
    <message>
        <source>its pane or tab was not found.</source>
        <translation>sein Bereich oder Tab wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>%1 was not found on this computer.</source>
        <extracomment>%1 is a program, such as: tmux</extracomment>
        <translation>%1 wurde auf diesem Computer nicht gefunden.</translation>
    </message>
    <message>
        <source>%1 did not answer, or refused.</source>
        <extracomment>%1 is a program, such as: tmux</extracomment>
        <translation>%1 hat nicht geantwortet oder abgelehnt.</translation>
    </message>
    <message>
        <source>its window was not found.</source>
        <translation>sein Fenster wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>its program has several windows, and does not tell which one it is.</source>
        <translation>sein Programm hat mehrere Fenster und gibt nicht an, welches es ist.</translation>
    </message>
    <message>
        <source>this desktop does not let programs raise windows.</source>
        <translation>dieser Desktop lässt Programme keine Fenster nach vorn holen.</translation>
    </message>
    <message>
        <source>the desktop did not raise the window.</source>
        <translation>der Desktop hat das Fenster nicht nach vorn geholt.</translation>
    </message>
    <message>
        <source>another program uses the terminal.</source>
        <translation>ein anderes Programm benutzt das Terminal.</translation>
    </message>
    <message>
        <source>the pane does not take text, or other programs would get it too.</source>
        <translation>der Bereich nimmt keinen Text an, oder andere Programme bekämen ihn auch.</translation>
    </message>
    <message>
        <source>the session does not wait for a prompt.</source>
        <translation>die Sitzung wartet nicht auf einen Prompt.</translation>
    </message>
    <message>
        <source>it is empty.</source>
        <translation>er ist leer.</translation>
    </message>
    <message>
        <source>it is too long.</source>
        <translation>er ist zu lang.</translation>
    </message>
    <message>
        <source>it contains control characters.</source>
        <translation>er enthält Steuerzeichen.</translation>
    </message>
    <message>
        <source>it begins with ! or /, so Claude Code would take it as a command.</source>
        <translation>er beginnt mit ! oder /, und Claude Code würde ihn als Befehl verstehen.</translation>
    </message>
    <message>
        <source>another prompt is being sent.</source>
        <translation>ein anderer Prompt wird gerade gesendet.</translation>
    </message>
    <message>
        <source>the text is in the terminal, but the session was no longer ready for Enter.</source>
        <translation>der Text steht im Terminal, aber die Sitzung war nicht mehr bereit für die Eingabetaste.</translation>
    </message>
    <message>
        <source>Enter was pressed, but the session has not reported the prompt.</source>
        <translation>die Eingabetaste wurde gedrückt, aber die Sitzung hat den Prompt nicht gemeldet.</translation>
    </message>
    <message>
        <source>Tocsin cannot bring this terminal to the front: %1</source>
        <extracomment>%1 is the reason, a sentence that goes on in lower case</extracomment>
        <translation>Tocsin kann dieses Terminal nicht nach vorn holen: %1</translation>
    </message>
    <message>
        <source>The prompt was not sent: %1</source>
        <extracomment>%1 is the reason, a sentence that goes on in lower case</extracomment>
        <translation>Der Prompt wurde nicht gesendet: %1</translation>
    </message>
    <message>
        <source>Check the terminal: %1</source>
        <extracomment>%1 is the reason, a sentence that goes on in lower case</extracomment>
        <translation>Bitte das Terminal prüfen: %1</translation>
    </message>
    <message>
        <source>something is typed at its prompt already.</source>
        <translation>in der Eingabezeile steht schon etwas.</translation>
    </message>
    <message>
        <source>GNOME Terminal&apos;s search provider is off. To turn it on, run the command below, then close all windows of GNOME Terminal.
%1</source>
        <extracomment>%1 is a command</extracomment>
        <translation>der Suchanbieter von GNOME Terminal ist ausgeschaltet. Um ihn einzuschalten, führen Sie den folgenden Befehl aus und schließen Sie dann alle Fenster von GNOME Terminal.
%1</translation>
    </message>
    <message>
        <source>this is possible only in tmux, WezTerm, and kitty with remote control.</source>
        <translation>das geht nur in tmux, in WezTerm und in kitty mit Fernsteuerung.</translation>
    </message>
</context>
<context>
    <name>ToastText</name>
    <message>
        <source>Allow or deny it in the terminal.</source>
        <translation>Erlauben oder verweigern Sie es im Terminal.</translation>
    </message>
    <message>
        <source>Answer it in the terminal.</source>
        <translation>Antworten Sie im Terminal.</translation>
    </message>
    <message>
        <source>The request failed. Try again in the terminal.</source>
        <translation>Die Anfrage ist fehlgeschlagen. Versuchen Sie es im Terminal noch einmal.</translation>
    </message>
    <message>
        <source>needs permission</source>
        <translation>braucht eine Genehmigung</translation>
    </message>
    <message>
        <source>has a question</source>
        <translation>hat eine Frage</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>no activity for %1</source>
        <extracomment>%1 is a span of time, such as &quot;10 min&quot;</extracomment>
        <translation>keine Aktivität seit %1</translation>
    </message>
    <message>
        <source>no activity</source>
        <translation>keine Aktivität</translation>
    </message>
    <message>
        <source>message from Claude</source>
        <translation>Nachricht von Claude</translation>
    </message>
    <message>
        <source>usage limit reset</source>
        <translation>Nutzungslimit zurückgesetzt</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>ended unexpectedly</source>
        <translation>unerwartet beendet</translation>
    </message>
    <message>
        <source>finished after %1</source>
        <extracomment>%1 is a span of time, such as &quot;4 min&quot;</extracomment>
        <translation>fertig nach %1</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is the name of a session, %2 its state</extracomment>
        <translation>%1: %2</translation>
    </message>
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
    <message>
        <source>%1 h %2 min</source>
        <extracomment>hours and minutes</extracomment>
        <translation>%1 h %2 min</translation>
    </message>
    <message numerus="yes">
        <source>%n background command(s) still running.</source>
        <translation>
            <numerusform>%n Hintergrundbefehl läuft noch.</numerusform>
            <numerusform>%n Hintergrundbefehle laufen noch.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n errors. Latest: %1</source>
        <extracomment>%1 is the text of the latest one</extracomment>
        <translation>
            <numerusform>%n Fehler. Zuletzt: %1</numerusform>
            <numerusform>%n Fehler. Zuletzt: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n turns finished. %1</source>
        <extracomment>a turn is what Claude does between two prompts; %1 is a sentence</extracomment>
        <translation>
            <numerusform>%n Runde fertig. %1</numerusform>
            <numerusform>%n Runden fertig. %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Claude is waiting for your input.</source>
        <translation>Claude wartet auf Ihre Eingabe.</translation>
    </message>
    <message>
        <source>Claude can continue.</source>
        <translation>Claude kann weiterarbeiten.</translation>
    </message>
    <message>
        <source>Check the terminal.</source>
        <translation>Sehen Sie im Terminal nach.</translation>
    </message>
    <message>
        <source>Restart it to continue.</source>
        <translation>Starten Sie es neu, um fortzufahren.</translation>
    </message>
    <message numerus="yes">
        <source>%n errors.</source>
        <translation>
            <numerusform>%n Fehler.</numerusform>
            <numerusform>%n Fehler.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n turns finished.</source>
        <translation>
            <numerusform>%n Runde fertig.</numerusform>
            <numerusform>%n Runden fertig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) need(s) you</source>
        <translation>
            <numerusform>%n Sitzung wartet auf Sie</numerusform>
            <numerusform>%n Sitzungen warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) finished</source>
        <translation>
            <numerusform>%n Sitzung fertig</numerusform>
            <numerusform>%n Sitzungen fertig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n finished</source>
        <extracomment>%1 is &quot;2 sessions need you&quot;; %n more have finished</extracomment>
        <translation>
            <numerusform>%1, %n fertig</numerusform>
            <numerusform>%1, %n fertig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>the last line of a list</extracomment>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrayText</name>
    <message>
        <source>Unnamed session</source>
        <translation>Sitzung ohne Namen</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>working</source>
        <translation>arbeitet</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>ended unexpectedly</source>
        <translation>unerwartet beendet</translation>
    </message>
    <message>
        <source>Claude is working</source>
        <translation>Claude arbeitet</translation>
    </message>
    <message>
        <source>Claude needs you</source>
        <translation>Claude braucht Sie</translation>
    </message>
    <message>
        <source>Tocsin: %1</source>
        <extracomment>%1 is the status, such as: Claude needs you</extracomment>
        <translation>Tocsin: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) working</source>
        <translation>
            <numerusform>%n Sitzung arbeitet</numerusform>
            <numerusform>%n Sitzungen arbeiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) idle</source>
        <translation>
            <numerusform>%n Sitzung untätig</numerusform>
            <numerusform>%n Sitzungen untätig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for the network</source>
        <translation>
            <numerusform>%n SMS wartet auf das Netz</numerusform>
            <numerusform>%n SMS warten auf das Netz</numerusform>
        </translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>no activity</source>
        <translation>keine Aktivität</translation>
    </message>
    <message>
        <source>needs permission</source>
        <translation>braucht eine Genehmigung</translation>
    </message>
    <message>
        <source>has a question</source>
        <translation>hat eine Frage</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <source>Claude stopped</source>
        <translation>Claude wurde angehalten</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) stopped</source>
        <translation>
            <numerusform>%n Sitzung angehalten</numerusform>
            <numerusform>%n Sitzungen angehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended unexpectedly</source>
        <translation>
            <numerusform>%n Sitzung unerwartet beendet</numerusform>
            <numerusform>%n Sitzungen unerwartet beendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) waiting</source>
        <translation>
            <numerusform>%n Sitzung wartet</numerusform>
            <numerusform>%n Sitzungen warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) with no activity</source>
        <translation>
            <numerusform>%n Sitzung ohne Aktivität</numerusform>
            <numerusform>%n Sitzungen ohne Aktivität</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) finished</source>
        <translation>
            <numerusform>%n Sitzung fertig</numerusform>
            <numerusform>%n Sitzungen fertig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for you to log in</source>
        <translation>
            <numerusform>%n SMS wartet auf Ihre Anmeldung</numerusform>
            <numerusform>%n SMS warten auf Ihre Anmeldung</numerusform>
        </translation>
    </message>
    <message>
        <source>Muted until %1</source>
        <translation>Stumm bis %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <extracomment>%1 is a line such as: 1 text held back until 14:32: limit of this kind</extracomment>
        <translation>
            <numerusform>%1, und %n weitere</numerusform>
            <numerusform>%1, und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Notifications only</source>
        <translation>Nur Benachrichtigungen</translation>
    </message>
</context>
<context>
    <name>tocsin::AboutDialog</name>
    <message>
        <source>Tocsin %1</source>
        <translation>Tocsin %1</translation>
    </message>
    <message>
        <source>Free software under the MIT license.</source>
        <translation>Freie Software unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Tocsin on the web: %1</source>
        <translation>Tocsin im Web: %1</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy &amp;Diagnostics</source>
        <translation>&amp;Diagnose kopieren</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Tells you when Claude Code needs you: a notification on your desktop, a text on your phone.</source>
        <translation>Sagt Ihnen, wenn Claude Code Sie braucht: mit einer Benachrichtigung auf dem Bildschirm und einer SMS aufs Telefon.</translation>
    </message>
    <message>
        <source>No telemetry. Tocsin only talks to Claude Code on this computer and to the server you choose.</source>
        <translation>Keine Telemetrie. Tocsin spricht nur mit Claude Code auf diesem Computer und mit dem Server, den Sie wählen.</translation>
    </message>
    <message>
        <source>Copies versions, settings, counters and recent log lines for a bug report. Names and secrets are removed.</source>
        <translation>Kopiert Versionen, Einstellungen, Zähler und die letzten Zeilen des Protokolls für einen Fehlerbericht. Namen und Geheimnisse werden entfernt.</translation>
    </message>
</context>
<context>
    <name>tocsin::AccountLogins</name>
    <message>
        <source>You are not logged in.</source>
        <translation>Sie sind nicht angemeldet.</translation>
    </message>
    <message>
        <source>This server is too old to list logins. Its administrator can update it.</source>
        <translation>Dieser Server ist zu alt, um Anmeldungen aufzulisten. Wer ihn betreibt, kann ihn aktualisieren.</translation>
    </message>
    <message>
        <source>Logins of %1:</source>
        <translation>Anmeldungen von %1:</translation>
    </message>
    <message>
        <source>unknown computer</source>
        <translation>unbekannter Computer</translation>
    </message>
    <message>
        <source>%1, last used %2 (this login)</source>
        <extracomment>%1 is a computer, %2 a time</extracomment>
        <translation>%1, zuletzt verwendet %2 (diese Anmeldung)</translation>
    </message>
    <message>
        <source>%1, last used %2</source>
        <translation>%1, zuletzt verwendet %2</translation>
    </message>
    <message>
        <source>You have no login &quot;%1&quot;. To list them: tocsin logins</source>
        <translation>Sie haben keine Anmeldung „%1“. So listen Sie sie auf: tocsin logins</translation>
    </message>
    <message>
        <source>More than one login begins with &quot;%1&quot;. Give more of the ID.</source>
        <translation>Mehrere Anmeldungen beginnen mit „%1“. Geben Sie mehr von der ID an.</translation>
    </message>
    <message>
        <source>That is the login of this computer. To end it: tocsin logout</source>
        <translation>Das ist die Anmeldung dieses Computers. So beenden Sie sie: tocsin logout</translation>
    </message>
    <message>
        <source>The login has ended.</source>
        <translation>Die Anmeldung ist beendet.</translation>
    </message>
    <message>
        <source>The login on %1 has ended.</source>
        <translation>Die Anmeldung auf %1 ist beendet.</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
</context>
<context>
    <name>tocsin::AlertPreview</name>
    <message>
        <source>&amp;What would happen now?</source>
        <translation>&amp;Was würde jetzt geschehen?</translation>
    </message>
    <message>
        <source>What would happen now with this alert</source>
        <translation>Was würde jetzt mit diesem Hinweis geschehen</translation>
    </message>
</context>
<context>
    <name>tocsin::AlertTable</name>
    <message>
        <source>At once</source>
        <translation>Sofort</translation>
    </message>
    <message>
        <source>If I don&apos;t react</source>
        <translation>Ohne Reaktion</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
</context>
<context>
    <name>tocsin::AnswerButtons</name>
    <message>
        <source>&amp;Allow Once</source>
        <translation>Einmal &amp;erlauben</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>&amp;Antworten</translation>
    </message>
    <message>
        <source>&amp;Approve and Accept Edits</source>
        <translation>&amp;Annehmen und Änderungen erlauben</translation>
    </message>
    <message>
        <source>&amp;Approve Plan</source>
        <translation>Plan &amp;annehmen</translation>
    </message>
    <message>
        <source>&amp;Keep Planning</source>
        <translation>Weiter &amp;planen</translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation>&amp;Verweigern</translation>
    </message>
    <message>
        <source>Deny and &amp;Stop</source>
        <translation>Verweigern und an&amp;halten</translation>
    </message>
    <message>
        <source>Deny A&amp;ll of This Session</source>
        <translation>Alle dieser &amp;Sitzung verweigern</translation>
    </message>
    <message>
        <source>&amp;Always Allow</source>
        <translation>Immer &amp;erlauben</translation>
    </message>
</context>
<context>
    <name>tocsin::AppContext</name>
    <message>
        <source>Tocsin cannot write to %1. Notifications still work, but unsent texts will be lost if Tocsin quits. Free up disk space or check the folder&apos;s permissions.</source>
        <translation>Tocsin kann nicht in %1 schreiben. Benachrichtigungen kommen weiter, aber noch nicht gesendete SMS gehen verloren, wenn Tocsin beendet wird. Schaffen Sie Platz auf der Festplatte oder prüfen Sie die Rechte des Ordners.</translation>
    </message>
</context>
<context>
    <name>tocsin::BodyColumn</name>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Contains characters that cannot be seen. They are shown by their codes, like %1.</source>
        <translation>Enthält Zeichen, die man nicht sieht. Sie werden mit ihrem Code angezeigt, zum Beispiel %1.</translation>
    </message>
    <message>
        <source>Contains letters that are written from right to left. Parts may be shown in another order.</source>
        <translation>Enthält Buchstaben, die von rechts nach links geschrieben werden. Teile können in anderer Reihenfolge erscheinen.</translation>
    </message>
</context>
<context>
    <name>tocsin::BrowserPage</name>
    <message>
        <source>&amp;Open Again</source>
        <translation>&amp;Erneut öffnen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Page did not open? Open it again, or cancel and enter your number here.</source>
        <translation>Keine Seite zu sehen? Öffnen Sie sie noch einmal, oder brechen Sie ab und geben Sie Ihre Nummer hier ein.</translation>
    </message>
    <message>
        <source>Enter your mobile number on the page that opened in your browser. You will enter the code here.</source>
        <translation>Geben Sie Ihre Mobilnummer auf der Seite ein, die sich im Browser geöffnet hat. Den Code geben Sie dann hier ein.</translation>
    </message>
</context>
<context>
    <name>tocsin::CallBody</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Claude’s description</source>
        <translation>Beschreibung von Claude</translation>
    </message>
    <message>
        <source>The call has no input.</source>
        <translation>Der Aufruf hat keine Eingabe.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>The address is unusual: programs may disagree about the host it leads to.</source>
        <translation>Die Adresse ist ungewöhnlich: Programme können sie als unterschiedliche Hosts verstehen.</translation>
    </message>
    <message>
        <source>Displayed as (letters may be deceptive)</source>
        <translation>Angezeigt als (Buchstaben können täuschen)</translation>
    </message>
</context>
<context>
    <name>tocsin::CallbackPage</name>
    <message>
        <source>Enter the code in Tocsin</source>
        <translation>Geben Sie den Code in Tocsin ein</translation>
    </message>
    <message>
        <source>A text with a six-digit code is on its way to your phone. Enter the code where you started: in the Tocsin window or in Claude Code.</source>
        <translation>Eine SMS mit einem sechsstelligen Code ist zu Ihrem Telefon unterwegs. Geben Sie den Code dort ein, wo Sie begonnen haben: im Fenster von Tocsin oder in Claude Code.</translation>
    </message>
    <message>
        <source>You can close this page.</source>
        <translation>Diese Seite können Sie schließen.</translation>
    </message>
    <message>
        <source>This login link is no longer valid</source>
        <translation>Dieser Anmelde-Link ist nicht mehr gültig</translation>
    </message>
    <message>
        <source>Nothing was changed. If you opened the login page more than once, continue in the latest one, or start again in Tocsin.</source>
        <translation>Nichts wurde geändert. Wenn Sie die Anmeldeseite mehrmals geöffnet haben, machen Sie in der neuesten weiter, oder beginnen Sie in Tocsin von vorn.</translation>
    </message>
    <message>
        <source>Already received</source>
        <translation>Schon erhalten</translation>
    </message>
    <message>
        <source>Enter the code where you started: in the Tocsin window or in Claude Code.</source>
        <translation>Geben Sie den Code dort ein, wo Sie begonnen haben: im Fenster von Tocsin oder in Claude Code.</translation>
    </message>
    <message>
        <source>Page not found</source>
        <translation>Seite nicht gefunden</translation>
    </message>
    <message>
        <source>This address is only for logging in to Tocsin.</source>
        <translation>Diese Adresse dient nur der Anmeldung bei Tocsin.</translation>
    </message>
</context>
<context>
    <name>tocsin::Cli</name>
    <message>
        <source>Show the login, the server and the sessions</source>
        <translation>Zeigt Anmeldung, Server und Sitzungen</translation>
    </message>
    <message>
        <source>Connects Claude Code to Tocsin, which tells you when Claude needs you.</source>
        <translation>Verbindet Claude Code mit Tocsin, das Ihnen sagt, wenn Claude Sie braucht.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Zeigt diese Hilfe.</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>Zeigt die Version.</translation>
    </message>
    <message>
        <source>Print JSON.</source>
        <translation>JSON ausgeben.</translation>
    </message>
    <message>
        <source>Phone number with country code (+14155550123): </source>
        <translation>Telefonnummer mit Landesvorwahl (+4915123456789): </translation>
    </message>
    <message>
        <source>Six-digit code: </source>
        <translation>Sechsstelliger Code: </translation>
    </message>
    <message>
        <source>Pass a Claude Code hook event from stdin to Tocsin; prints nothing and always exits 0</source>
        <translation>Ein Hook-Ereignis von Claude Code von der Standardeingabe an Tocsin übergeben; gibt nichts aus und endet immer mit 0</translation>
    </message>
    <message>
        <source>Log out and stop all texts</source>
        <translation>Abmelden und alle SMS ausschalten</translation>
    </message>
    <message>
        <source>Run COMMAND --help for details. --version shows the version.</source>
        <translation>COMMAND --help zeigt Einzelheiten, --version die Version.</translation>
    </message>
    <message>
        <source>For slash commands: print everything to stdout and always exit 0.</source>
        <translation>Für Slash-Befehle: alles auf die Standardausgabe schreiben und immer mit 0 enden.</translation>
    </message>
    <message>
        <source>Read the argument (number, code or description) from stdin.</source>
        <translation>Das Argument (Nummer, Code oder Beschreibung) von der Standardeingabe lesen.</translation>
    </message>
    <message>
        <source>Open the browser to enter the number.</source>
        <translation>Den Browser öffnen, um die Nummer einzugeben.</translation>
    </message>
    <message>
        <source>Description of the session, used in the texts.</source>
        <translation>Beschreibung der Sitzung für die SMS.</translation>
    </message>
    <message>
        <source>Print diagnostics for a bug report (versions, settings, counters and recent log lines; names and secrets removed).</source>
        <translation>Diagnose für einen Fehlerbericht ausgeben (Versionen, Einstellungen, Zähler und letzte Protokollzeilen; ohne Namen und Geheimnisse).</translation>
    </message>
    <message>
        <source>Do not pass the number as an argument: other users could see it.</source>
        <translation>Geben Sie die Nummer nicht als Argument an: Andere Benutzer könnten sie sehen.</translation>
    </message>
    <message>
        <source>No phone number was entered. To enter it, with + and country code: %1</source>
        <translation>Es wurde keine Telefonnummer eingegeben. Eingabe mit + und Landesvorwahl: %1</translation>
    </message>
    <message>
        <source>Do not pass the code as an argument: other users could see it.</source>
        <translation>Geben Sie den Code nicht als Argument an: Andere Benutzer könnten ihn sehen.</translation>
    </message>
    <message>
        <source>Enter the six-digit code from the text: %1</source>
        <translation>Geben Sie den sechsstelligen Code aus der SMS ein: %1</translation>
    </message>
    <message>
        <source>Run the command without it; you will be prompted.</source>
        <translation>Rufen Sie den Befehl ohne auf; Sie werden gefragt.</translation>
    </message>
    <message>
        <source>No notifications and texts for a while, about one session or all</source>
        <translation>Eine Zeit lang keine Benachrichtigungen und SMS, für eine oder alle Sitzungen</translation>
    </message>
    <message>
        <source>Say that you are away: texts do not wait for you to react</source>
        <translation>Als abwesend melden: SMS warten nicht auf Ihre Reaktion</translation>
    </message>
    <message>
        <source>Say that you are at the computer</source>
        <translation>Als anwesend melden</translation>
    </message>
    <message>
        <source>All sessions; the default outside of Claude Code.</source>
        <translation>Alle Sitzungen; außerhalb von Claude Code die Vorgabe.</translation>
    </message>
    <message>
        <source>How long: 15m, 1h (the default), tomorrow, or off to end it.</source>
        <translation>Wie lange: 15m, 1h (Vorgabe), tomorrow (bis morgen) oder off (aufheben).</translation>
    </message>
    <message>
        <source>Keep a permission request until it is answered in Tocsin, and print the decision for Claude Code.</source>
        <translation>Eine Genehmigungsanfrage behalten, bis sie in Tocsin beantwortet ist, und die Entscheidung für Claude Code ausgeben.</translation>
    </message>
    <message>
        <source>Usage: %1 COMMAND [OPTIONS]</source>
        <translation>Aufruf: %1 BEFEHL [OPTIONEN]</translation>
    </message>
    <message>
        <source>Unknown command &quot;%1&quot;. Run &quot;%2 --help&quot; for a list.</source>
        <translation>Unbekannter Befehl „%1“. Eine Liste zeigt „%2 --help“.</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>Aufruf: %1</translation>
    </message>
    <message>
        <source>For help: %1 %2 --help</source>
        <translation>Hilfe: %1 %2 --help</translation>
    </message>
    <message>
        <source>Unexpected argument &quot;%1&quot;.</source>
        <translation>Unerwartetes Argument „%1“.</translation>
    </message>
    <message>
        <source>There is no log yet: Tocsin writes it while it runs.</source>
        <translation>Es gibt noch kein Protokoll: Tocsin schreibt es, während es läuft.</translation>
    </message>
    <message>
        <source>Tocsin has quit.</source>
        <translation>Tocsin ist beendet.</translation>
    </message>
    <message>
        <source>Tocsin is still quitting.</source>
        <translation>Tocsin wird noch beendet.</translation>
    </message>
    <message>
        <source>The session, by its ID or the beginning of it, as status shows it. Default: the Claude Code session in which the command runs, or the only session.</source>
        <translation>Die Sitzung: ihre ID oder deren Anfang, wie status sie zeigt. Standard: die Claude-Code-Sitzung, in der der Befehl läuft, oder die einzige.</translation>
    </message>
    <message>
        <source>Log in: get a code by text, then enter it</source>
        <translation>Anmelden: Code per SMS erhalten und eingeben</translation>
    </message>
    <message>
        <source>Read the number from stdin without asking, and do not ask for the code.</source>
        <translation>Die Nummer ohne Frage von der Standardeingabe lesen und nicht nach dem Code fragen.</translation>
    </message>
    <message>
        <source>Log in with a code that was texted before</source>
        <translation>Mit einem Code anmelden, der schon per SMS kam</translation>
    </message>
    <message>
        <source>Start texts about a session</source>
        <translation>SMS über eine Sitzung einschalten</translation>
    </message>
    <message>
        <source>Stop texts about a session</source>
        <translation>SMS über eine Sitzung ausschalten</translation>
    </message>
    <message>
        <source>The session, by its ID or the beginning of it. Default: the Claude Code session in which the command runs.</source>
        <translation>Die Sitzung: ihre ID oder deren Anfang. Standard: die Claude-Code-Sitzung, in der der Befehl läuft.</translation>
    </message>
    <message>
        <source>Show past alerts, and what became of their notifications and texts</source>
        <translation>Vergangene Hinweise zeigen, und was aus Benachrichtigung und SMS wurde</translation>
    </message>
    <message>
        <source>How many alerts, 1 to 500. Default: 20.</source>
        <translation>Wie viele Hinweise, 1 bis 500. Standard: 20.</translation>
    </message>
    <message>
        <source>Print the path of the log and its last lines</source>
        <translation>Pfad und letzte Zeilen des Protokolls ausgeben</translation>
    </message>
    <message>
        <source>How many lines, 1 to 10000. Default: 20.</source>
        <translation>Wie viele Zeilen, 1 bis 10000. Standard: 20.</translation>
    </message>
    <message>
        <source>Go on printing what is added, until Ctrl+C.</source>
        <translation>Weiter ausgeben, was hinzukommt, bis Strg+C.</translation>
    </message>
    <message>
        <source>Check that everything works, and say how to fix what does not</source>
        <translation>Prüfen, ob alles funktioniert, und sagen, wie sich beheben lässt, was nicht geht</translation>
    </message>
    <message>
        <source>Send a test notification the whole way, from the hook to the screen</source>
        <translation>Eine Testbenachrichtigung den ganzen Weg schicken, vom Hook bis zum Bildschirm</translation>
    </message>
    <message>
        <source>Send a text too. It costs what a text costs.</source>
        <translation>Auch eine SMS senden. Sie kostet, was eine SMS kostet.</translation>
    </message>
    <message>
        <source>Do not ask before the text.</source>
        <translation>Vor der SMS nicht fragen.</translation>
    </message>
    <message>
        <source>How long the notification stays, 1 to 60 seconds. Default: 10.</source>
        <translation>Wie lange die Benachrichtigung bleibt, 1 bis 60 Sekunden. Standard: 10.</translation>
    </message>
    <message>
        <source>Quit the running app</source>
        <translation>Das laufende Programm beenden</translation>
    </message>
    <message>
        <source>0 success</source>
        <translation>0 Erfolg</translation>
    </message>
    <message>
        <source>1 doctor or test found a fault</source>
        <translation>1 doctor oder test hat einen Fehler gefunden</translation>
    </message>
    <message>
        <source>64 usage error</source>
        <translation>64 falscher Aufruf</translation>
    </message>
    <message>
        <source>69 Tocsin is not running</source>
        <translation>69 Tocsin läuft nicht</translation>
    </message>
    <message>
        <source>Exit codes: %1.</source>
        <extracomment>%1 is for example &quot;0 success; 64 usage error&quot;</extracomment>
        <translation>Exitcodes: %1.</translation>
    </message>
    <message>
        <source>Show where you are logged in, and end logins of other computers</source>
        <translation>Zeigen, wo Sie angemeldet sind, und Anmeldungen anderer Computer beenden</translation>
    </message>
    <message>
        <source>End this login and its texts. The beginning of the ID is enough, as the list shows it.</source>
        <translation>Diese Anmeldung und ihre SMS beenden. Der Anfang der ID genügt, wie ihn die Liste zeigt.</translation>
    </message>
    <message>
        <source>75 no response, or rate limited</source>
        <translation>75 keine Antwort, oder zu viele Anfragen</translation>
    </message>
    <message>
        <source>77 not logged in, wrong code, code not delivered, or not allowed over ssh</source>
        <translation>77 nicht angemeldet, falscher Code, Code nicht zugestellt, oder über ssh nicht erlaubt</translation>
    </message>
</context>
<context>
    <name>tocsin::CodePage</name>
    <message numerus="yes">
        <source>%n attempt(s) left.</source>
        <translation>
            <numerusform>Noch %n Versuch.</numerusform>
            <numerusform>Noch %n Versuche.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Send a New Code (in %1 s)</source>
        <translation>&amp;Neuen Code senden (in %1 s)</translation>
    </message>
    <message>
        <source>&amp;Send a New Code</source>
        <translation>&amp;Neuen Code senden</translation>
    </message>
    <message>
        <source>Six-digit &amp;code:</source>
        <translation>Sechsstelliger &amp;Code:</translation>
    </message>
    <message>
        <source>Six-digit code</source>
        <translation>Sechsstelliger Code</translation>
    </message>
    <message>
        <source>Send a new code</source>
        <translation>Neuen Code senden</translation>
    </message>
    <message>
        <source>Use Another &amp;Number</source>
        <translation>&amp;Andere Nummer verwenden</translation>
    </message>
    <message>
        <source>&amp;Log In</source>
        <translation>An&amp;melden</translation>
    </message>
    <message>
        <source>Cl&amp;ose</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>It should arrive within a minute.</source>
        <translation>Er sollte innerhalb einer Minute ankommen.</translation>
    </message>
    <message>
        <source>This code has expired. Send a new one.</source>
        <translation>Dieser Code ist abgelaufen. Lassen Sie sich einen neuen senden.</translation>
    </message>
    <message>
        <source>Code expires in %1:%2.</source>
        <translation>Der Code läuft in %1:%2 ab.</translation>
    </message>
    <message>
        <source>It should arrive within a minute. A server without an SMS provider writes it to its terminal instead.</source>
        <translation>Er sollte innerhalb einer Minute ankommen. Ein Server ohne SMS-Anbieter schreibt ihn stattdessen in sein Terminal.</translation>
    </message>
    <message>
        <source>A code is on its way to %1. Enter it below.</source>
        <translation>Ein Code ist unterwegs an %1. Geben Sie ihn unten ein.</translation>
    </message>
    <message>
        <source>The code is on the server&apos;s console.</source>
        <translation>Der Code steht auf der Konsole des Servers.</translation>
    </message>
    <message>
        <source>Enter the code for %1 below.</source>
        <translation>Geben Sie den Code für %1 unten ein.</translation>
    </message>
</context>
<context>
    <name>tocsin::CommandHandler</name>
    <message>
        <source>You are not logged in.</source>
        <translation>Sie sind nicht angemeldet.</translation>
    </message>
    <message>
        <source>Unknown request. Make sure tocsin and tocsin-hookbridge are the same version.</source>
        <translation>Unbekannte Anfrage. tocsin und tocsin-hookbridge müssen dieselbe Version haben.</translation>
    </message>
    <message>
        <source>This session has ended. The status command lists running sessions.</source>
        <translation>Diese Sitzung ist beendet. Der Befehl status zeigt die laufenden Sitzungen.</translation>
    </message>
    <message>
        <source>Texts about &quot;%1&quot; will go to %2.</source>
        <translation>SMS zu „%1“ gehen an %2.</translation>
    </message>
    <message>
        <source>Texts about &quot;%1&quot; are off. Notifications continue.</source>
        <translation>SMS zu „%1“ sind aus. Benachrichtigungen gibt es weiterhin.</translation>
    </message>
    <message>
        <source>Give a time such as 15m or 1h, or tomorrow, or off.</source>
        <translation>Geben Sie eine Zeit wie 15m oder 1h an, oder tomorrow oder off.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is muted until %2.</source>
        <translation>„%1“ ist stumm bis %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no longer muted.</source>
        <translation>„%1“ ist nicht mehr stumm.</translation>
    </message>
    <message>
        <source>Notifications and texts are muted until %1.</source>
        <translation>Benachrichtigungen und SMS sind stumm bis %1.</translation>
    </message>
    <message>
        <source>Notifications and texts are no longer muted.</source>
        <translation>Benachrichtigungen und SMS sind nicht mehr stumm.</translation>
    </message>
    <message>
        <source>You are away: texts are sent without waiting for you to react.</source>
        <translation>Sie sind abwesend: SMS werden gesendet, ohne auf Ihre Reaktion zu warten.</translation>
    </message>
    <message>
        <source>You are here: texts wait for you to react first.</source>
        <translation>Sie sind anwesend: SMS warten zuerst auf Ihre Reaktion.</translation>
    </message>
    <message>
        <source>A text was tested a short while ago. The next one is possible at %1.</source>
        <translation>Eine Test-SMS wurde vor Kurzem gesendet. Die nächste ist um %1 möglich.</translation>
    </message>
    <message>
        <source>Your login has expired.</source>
        <translation>Ihre Anmeldung ist abgelaufen.</translation>
    </message>
    <message>
        <source>Texts about &quot;%1&quot; are off, and no notifications can be shown here.</source>
        <translation>SMS zu „%1“ sind aus, und hier können keine Benachrichtigungen angezeigt werden.</translation>
    </message>
    <message>
        <source>The server at %1 is not responding.</source>
        <translation>Der Server %1 antwortet nicht.</translation>
    </message>
    <message>
        <source>The server has not responded yet.</source>
        <translation>Der Server hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>Tocsin will keep trying; notifications still work.</source>
        <translation>Tocsin versucht es weiter; Benachrichtigungen gibt es trotzdem.</translation>
    </message>
    <message>
        <source>Tocsin will keep trying.</source>
        <translation>Tocsin versucht es weiter.</translation>
    </message>
</context>
<context>
    <name>tocsin::ContinueDialog</name>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>The prompt has arrived.</source>
        <translation>Der Prompt ist angekommen.</translation>
    </message>
    <message>
        <source>Continue %1</source>
        <extracomment>A window&apos;s title: %1 is a session&apos;s name</extracomment>
        <translation>%1 fortsetzen</translation>
    </message>
    <message>
        <source>Next &amp;prompt:</source>
        <translation>Nächster &amp;Prompt:</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
</context>
<context>
    <name>tocsin::DiffView</name>
    <message numerus="yes">
        <source>%n unchanged line(s)</source>
        <translation>
            <numerusform>%n unveränderte Zeile</numerusform>
            <numerusform>%n unveränderte Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>no newline at end of file</source>
        <translation>kein Zeilenumbruch am Dateiende</translation>
    </message>
</context>
<context>
    <name>tocsin::DoctorDialog</name>
    <message>
        <source>OK: %1</source>
        <translation>OK: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
    <message>
        <source>Problem: %1</source>
        <translation>Problem: %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Prüfung läuft …</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found.</source>
        <translation>
            <numerusform>%n Problem gefunden.</numerusform>
            <numerusform>%n Probleme gefunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No problems, %n warning(s).</source>
        <translation>
            <numerusform>Keine Probleme, %n Warnung.</numerusform>
            <numerusform>Keine Probleme, %n Warnungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Alles funktioniert.</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Checks and how to mend what does not work</source>
        <translation>Prüfungen, und wie sich beheben lässt, was nicht funktioniert</translation>
    </message>
    <message>
        <source>Check &amp;Again</source>
        <translation>E&amp;rneut prüfen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>tocsin::DoctorReport</name>
    <message>
        <source>Tocsin %1 is running.</source>
        <translation>Tocsin %1 läuft.</translation>
    </message>
    <message>
        <source>This command is of version %1: quit Tocsin and start it again.</source>
        <translation>Dieser Befehl ist von Version %1: Beenden Sie Tocsin und starten Sie es neu.</translation>
    </message>
</context>
<context>
    <name>tocsin::DonePage</name>
    <message>
        <source>Log &amp;Out</source>
        <translation>Ab&amp;melden</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>You are logged in.</source>
        <translation>Sie sind angemeldet.</translation>
    </message>
    <message>
        <source>Texts go to %1.</source>
        <translation>SMS gehen an %1.</translation>
    </message>
    <message>
        <source>New sessions are included. To turn texts off for a session, use the tray menu.</source>
        <translation>Das gilt auch für neue Sitzungen. Für einzelne Sitzungen stellen Sie SMS im Menü des Symbols ab.</translation>
    </message>
    <message>
        <source>To get texts about a session, type /tocsin:sms-start in Claude Code or turn texts on in the tray menu.</source>
        <translation>Um SMS zu einer Sitzung zu bekommen, geben Sie in Claude Code /tocsin:sms-start ein oder stellen Sie SMS im Menü des Symbols an.</translation>
    </message>
</context>
<context>
    <name>tocsin::EditBody</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>The file does not exist yet.</source>
        <translation>Die Datei gibt es noch nicht.</translation>
    </message>
    <message>
        <source>The line ends of the file (CR LF) are kept and not shown.</source>
        <translation>Die Zeilenenden der Datei (CR LF) bleiben erhalten und werden nicht angezeigt.</translation>
    </message>
    <message>
        <source>The call changes nothing: the file already has this content.</source>
        <translation>Der Aufruf ändert nichts: Die Datei hat diesen Inhalt bereits.</translation>
    </message>
    <message>
        <source>Changes to the file</source>
        <translation>Änderungen an der Datei</translation>
    </message>
    <message>
        <source>This is the whole call instead.</source>
        <translation>Stattdessen sehen Sie den ganzen Aufruf.</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the call is not complete.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Der Aufruf ist nicht vollständig.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: there is no such file.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Die Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file to be created already exists.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Die anzulegende Datei gibt es bereits.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file cannot be read.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file is too large.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Die Datei ist zu groß.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file is not UTF-8 text.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Die Datei ist kein UTF-8-Text.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file does not contain the text to be replaced.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Die Datei enthält den zu ersetzenden Text nicht.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file contains the text to be replaced more than once.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Die Datei enthält den zu ersetzenden Text mehrmals.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file is not a notebook.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Die Datei ist kein Notebook.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the notebook has no such cell.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Das Notebook hat keine solche Zelle.</translation>
    </message>
    <message>
        <source>Symbolic link to</source>
        <translation>Symbolischer Link auf</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the path of the file is unusual.</source>
        <translation>Die Änderungen können nicht angezeigt werden: Der Pfad der Datei ist ungewöhnlich.</translation>
    </message>
</context>
<context>
    <name>tocsin::FileTokenStore</name>
    <message>
        <source>Other users can read %1, so Tocsin will not use it. Delete it and log in again.</source>
        <translation>Andere Benutzer können %1 lesen, darum verwendet Tocsin die Datei nicht. Löschen Sie sie und melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>Could not read %1: %2.</source>
        <translation>%1 konnte nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>Could not write %1: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>Could not delete %1: %2.</source>
        <translation>%1 konnte nicht gelöscht werden: %2.</translation>
    </message>
</context>
<context>
    <name>tocsin::GlobalShortcut</name>
    <message>
        <source>Open Requests</source>
        <translation>Anfragen öffnen</translation>
    </message>
</context>
<context>
    <name>tocsin::GraceBox</name>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>s</source>
        <extracomment>seconds, minutes; %1 is a number</extracomment>
        <translation>s</translation>
    </message>
</context>
<context>
    <name>tocsin::KeychainTokenStore</name>
    <message>
        <source>The keychain is locked. Unlock it and try again.</source>
        <translation>Der Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>No supported keychain was found.</source>
        <translation>Es wurde kein unterstützter Schlüsselbund gefunden.</translation>
    </message>
    <message>
        <source>Keychain error: %1.</source>
        <translation>Fehler im Schlüsselbund: %1.</translation>
    </message>
</context>
<context>
    <name>tocsin::LastingBox</name>
    <message>
        <source>Allows all that these rules cover: %1</source>
        <extracomment>%1 is a list of rules of Claude Code, such as: Bash(npm run *)</extracomment>
        <translation>Erlaubt alles, was diese Regeln abdecken: %1</translation>
    </message>
    <message>
        <source>Don’t ask a&amp;gain in this project</source>
        <translation>In diesem Projekt nicht mehr f&amp;ragen</translation>
    </message>
</context>
<context>
    <name>tocsin::LegacyLoginImport</name>
    <message>
        <source>An earlier plugin left an expired login in %1. You can delete it.</source>
        <translation>Ein früheres Plugin hat eine abgelaufene Anmeldung in %1 hinterlassen. Sie können die Datei löschen.</translation>
    </message>
    <message>
        <source>An earlier plugin left %1, but it does not contain a usable login.</source>
        <translation>Ein früheres Plugin hat %1 hinterlassen, aber die Datei enthält keine brauchbare Anmeldung.</translation>
    </message>
    <message>
        <source>An earlier plugin left a login in the file %1, where other programs can read it. You are logged in already, so it is not needed.</source>
        <translation>Ein früheres Plugin hat in der Datei %1 eine Anmeldung hinterlassen, wo andere Programme sie lesen können. Sie sind schon angemeldet, also wird sie nicht gebraucht.</translation>
    </message>
    <message>
        <source>An earlier plugin left a login in the file %1, where other programs can read it.</source>
        <translation>Ein früheres Plugin hat in der Datei %1 eine Anmeldung hinterlassen, wo andere Programme sie lesen können.</translation>
    </message>
    <message>
        <source>It is for another server, %1.</source>
        <translation>Sie gilt für einen anderen Server, %1.</translation>
    </message>
    <message>
        <source>It is for the server %1, which Tocsin will then use.</source>
        <translation>Sie gilt für den Server %1, den Tocsin dann benutzt.</translation>
    </message>
    <message>
        <source>No earlier login to import.</source>
        <translation>Es gibt keine frühere Anmeldung zu importieren.</translation>
    </message>
    <message>
        <source>The earlier login was not imported and stays where it is. %1</source>
        <translation>Die frühere Anmeldung wurde nicht übernommen und bleibt, wo sie ist. %1</translation>
    </message>
    <message>
        <source>The earlier login is no longer valid. Delete %1 and log in with your phone number.</source>
        <translation>Die frühere Anmeldung ist nicht mehr gültig. Löschen Sie %1 und melden Sie sich mit Ihrer Telefonnummer an.</translation>
    </message>
    <message>
        <source>You are logged in with the earlier login. Its file %1 could not be deleted: please delete it.</source>
        <translation>Sie sind mit der früheren Anmeldung angemeldet. Ihre Datei %1 konnte nicht gelöscht werden: Bitte löschen Sie sie.</translation>
    </message>
    <message>
        <source>You are logged in with the earlier login; its file is deleted.</source>
        <translation>Sie sind mit der früheren Anmeldung angemeldet; ihre Datei ist gelöscht.</translation>
    </message>
    <message>
        <source>The file %1 is deleted.</source>
        <translation>Die Datei %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>The file %1 could not be deleted: please delete it.</source>
        <translation>Die Datei %1 konnte nicht gelöscht werden: Bitte löschen Sie sie.</translation>
    </message>
</context>
<context>
    <name>tocsin::LegacyLoginQuestion</name>
    <message>
        <source>Tocsin can delete the file.</source>
        <translation>Tocsin kann die Datei löschen.</translation>
    </message>
    <message>
        <source>&amp;Delete the File</source>
        <translation>&amp;Datei löschen</translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation>&amp;Jetzt nicht</translation>
    </message>
    <message>
        <source>Earlier Login</source>
        <translation>Frühere Anmeldung</translation>
    </message>
    <message>
        <source>Tocsin can move it to your keychain and delete the file.</source>
        <translation>Tocsin kann sie in Ihren Schlüsselbund verschieben und die Datei löschen.</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
</context>
<context>
    <name>tocsin::LocalConnection</name>
    <message>
        <source>This can only be done on the computer that Tocsin runs on, by the user who runs it.</source>
        <translation>Das geht nur auf dem Rechner, auf dem Tocsin läuft, und für den Benutzer, der es gestartet hat.</translation>
    </message>
    <message>
        <source>tocsin and tocsin-hookbridge are incompatible versions. Install the same version of both.</source>
        <translation>Die Versionen von tocsin und tocsin-hookbridge passen nicht zusammen. Installieren Sie beide in derselben Version.</translation>
    </message>
    <message>
        <source>Not a valid Tocsin request.</source>
        <translation>Keine gültige Anfrage an Tocsin.</translation>
    </message>
    <message>
        <source>Tocsin took too long to answer. Try again in a moment.</source>
        <translation>Tocsin hat zu lange gebraucht. Versuchen Sie es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>tocsin::Login</name>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n hour(s).</source>
        <translation>
            <numerusform>Zu viele Versuche. Versuchen Sie es in %n Stunde noch einmal.</numerusform>
            <numerusform>Zu viele Versuche. Versuchen Sie es in %n Stunden noch einmal.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n minute(s).</source>
        <translation>
            <numerusform>Zu viele Versuche. Versuchen Sie es in %n Minute noch einmal.</numerusform>
            <numerusform>Zu viele Versuche. Versuchen Sie es in %n Minuten noch einmal.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter a valid mobile number with country code, for example +1 415 555 0123.</source>
        <translation>Geben Sie eine gültige Mobilnummer mit Landesvorwahl ein, zum Beispiel +49 151 23456789.</translation>
    </message>
    <message>
        <source>This code has expired. Request a new one.</source>
        <translation>Dieser Code ist abgelaufen. Fordern Sie einen neuen an.</translation>
    </message>
    <message>
        <source>Unexpected reply from the server. Please try again.</source>
        <translation>Unerwartete Antwort vom Server. Bitte versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Enter your phone number first.</source>
        <translation>Geben Sie zuerst Ihre Telefonnummer ein.</translation>
    </message>
    <message>
        <source>Your login has expired. Log in again to get texts.</source>
        <translation>Ihre Anmeldung ist abgelaufen. Melden Sie sich neu an, um SMS zu bekommen.</translation>
    </message>
    <message>
        <source>The server has ended your login. Log in again to get texts.</source>
        <translation>Der Server hat Ihre Anmeldung beendet. Melden Sie sich neu an, um SMS zu bekommen.</translation>
    </message>
    <message>
        <source>The server address has changed. Log in there to get texts.</source>
        <translation>Die Serveradresse hat sich geändert. Melden Sie sich dort an, um SMS zu bekommen.</translation>
    </message>
    <message>
        <source>Your browser could not be opened. Enter your phone number instead.</source>
        <translation>Ihr Browser konnte nicht geöffnet werden. Geben Sie stattdessen Ihre Telefonnummer ein.</translation>
    </message>
    <message>
        <source>No response from the browser after ten minutes. Try again, or enter your phone number.</source>
        <translation>Nach zehn Minuten keine Antwort vom Browser. Versuchen Sie es noch einmal, oder geben Sie Ihre Telefonnummer ein.</translation>
    </message>
    <message>
        <source>You get no texts now; notifications continue.</source>
        <translation>Sie erhalten jetzt keine SMS; Benachrichtigungen kommen weiter.</translation>
    </message>
    <message>
        <source>Sessions that had texts on get them again when you log in, also with another number.</source>
        <translation>Sitzungen, zu denen Sie SMS erhielten, senden sie wieder, wenn Sie sich anmelden, auch mit einer anderen Nummer.</translation>
    </message>
    <message>
        <source>You get no texts now, and no notifications can be shown here.</source>
        <translation>Sie erhalten jetzt keine SMS, und hier können keine Benachrichtigungen angezeigt werden.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered: this number has opted out of texts. Reply START to the number that texted you, then try again.</source>
        <translation>Die SMS mit dem Code konnte nicht zugestellt werden: Diese Nummer hat SMS abbestellt. Antworten Sie der Nummer, von der die SMS kamen, mit START und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered: no mobile phone has this number. Check the number, or try again.</source>
        <translation>Die SMS mit dem Code konnte nicht zugestellt werden: Kein Mobiltelefon hat diese Nummer. Prüfen Sie die Nummer oder versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered: the phone is off or out of coverage. Check the phone and the number, then try again.</source>
        <translation>Die SMS mit dem Code konnte nicht zugestellt werden: Das Telefon ist aus oder ohne Netz. Prüfen Sie Telefon und Nummer und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered: the mobile network blocked it. Ask your operator, or use another number.</source>
        <translation>Die SMS mit dem Code konnte nicht zugestellt werden: Das Mobilfunknetz hat sie blockiert. Fragen Sie Ihren Mobilfunkanbieter oder nehmen Sie eine andere Nummer.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered: the server&apos;s SMS account may not text this number. Ask the server&apos;s administrator, or use another number.</source>
        <translation>Die SMS mit dem Code konnte nicht zugestellt werden: Das SMS-Konto des Servers darf dieser Nummer keine SMS senden. Wenden Sie sich an den Administrator des Servers oder nehmen Sie eine andere Nummer.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered. Check the number, or try again.</source>
        <translation>Die SMS mit dem Code konnte nicht zugestellt werden. Prüfen Sie die Nummer oder versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>tocsin::LoginCommands</name>
    <message>
        <source>Enter your phone number in the browser window that opens. The server then prints a six-digit code on its console, which is valid for 10 minutes.</source>
        <translation>Geben Sie Ihre Telefonnummer in dem Browserfenster ein, das sich öffnet. Der Server gibt dann auf seiner Konsole einen sechsstelligen Code aus, der 10 Minuten gilt.</translation>
    </message>
    <message>
        <source>Enter your phone number in the browser window that opens. You then get a text with a six-digit code, which is valid for 10 minutes.</source>
        <translation>Geben Sie Ihre Telefonnummer in dem Browserfenster ein, das sich öffnet. Sie erhalten dann eine SMS mit einem sechsstelligen Code, der 10 Minuten gilt.</translation>
    </message>
    <message>
        <source>The six-digit code for %1 is on the server&apos;s console: this server prints texts and sends none. The code is valid for 10 minutes.</source>
        <translation>Der sechsstellige Code für %1 steht auf der Konsole des Servers: Dieser Server gibt SMS dort aus und sendet keine. Der Code gilt 10 Minuten.</translation>
    </message>
    <message>
        <source>A text with a six-digit code is on its way to %1. The code is valid for 10 minutes.</source>
        <translation>Eine SMS mit einem sechsstelligen Code ist unterwegs an %1. Der Code gilt 10 Minuten.</translation>
    </message>
    <message>
        <source>You are logged in as %1 until %2.</source>
        <translation>Sie sind angemeldet als %1 bis %2.</translation>
    </message>
    <message>
        <source>Texts about new sessions are on.</source>
        <translation>SMS über neue Sitzungen sind eingeschaltet.</translation>
    </message>
    <message>
        <source>Texts about new sessions are off. The start command turns them on for a session.</source>
        <translation>SMS über neue Sitzungen sind ausgeschaltet. Der Befehl start schaltet sie für eine Sitzung ein.</translation>
    </message>
    <message>
        <source>You are logged out.</source>
        <translation>Sie sind abgemeldet.</translation>
    </message>
    <message>
        <source>You are not logged in.</source>
        <translation>Sie sind nicht angemeldet.</translation>
    </message>
    <message>
        <source>You are already logged in as %1. To use a different number, log out first.</source>
        <translation>Sie sind bereits als %1 angemeldet. Für eine andere Nummer melden Sie sich zuerst ab.</translation>
    </message>
    <message>
        <source>The server has not responded yet. Try again in a moment.</source>
        <translation>Der Server hat noch nicht geantwortet. Versuchen Sie es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>tocsin::LoginConversation</name>
    <message>
        <source>A code has six digits.</source>
        <translation>Ein Code hat sechs Ziffern.</translation>
    </message>
    <message>
        <source>Six-digit code: </source>
        <translation>Sechsstelliger Code: </translation>
    </message>
</context>
<context>
    <name>tocsin::LoginDialog</name>
    <message>
        <source>Checking the code…</source>
        <translation>Der Code wird geprüft …</translation>
    </message>
    <message>
        <source>Checking for a saved login…</source>
        <translation>Gespeicherte Anmeldung wird gesucht …</translation>
    </message>
    <message>
        <source>Requesting a new code…</source>
        <translation>Neuer Code wird angefordert …</translation>
    </message>
    <message>
        <source>Log In</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Server wird gefragt …</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Server: %1</translation>
    </message>
</context>
<context>
    <name>tocsin::LoginQuestions</name>
    <message>
        <source>Log out now?</source>
        <translation>Jetzt abmelden?</translation>
    </message>
    <message>
        <source>&amp;Log Out</source>
        <translation>&amp;Abmelden</translation>
    </message>
    <message>
        <source>&amp;Stay Logged In</source>
        <translation>Angemeldet &amp;bleiben</translation>
    </message>
    <message>
        <source>Logout incomplete</source>
        <translation>Abmeldung unvollständig</translation>
    </message>
    <message>
        <source>You are logged out</source>
        <translation>Sie sind abgemeldet</translation>
    </message>
    <message>
        <source>Earlier login</source>
        <translation>Frühere Anmeldung</translation>
    </message>
    <message numerus="yes">
        <source>You are getting texts about %n session(s). Logging out stops them.</source>
        <translation>
            <numerusform>Sie bekommen SMS zu %n Sitzung. Mit dem Abmelden hören sie auf.</numerusform>
            <numerusform>Sie bekommen SMS zu %n Sitzungen. Mit dem Abmelden hören sie auf.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unsent text(s) will be discarded.</source>
        <translation>
            <numerusform>%n noch nicht gesendete SMS wird verworfen.</numerusform>
            <numerusform>%n noch nicht gesendete SMS werden verworfen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Log Out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Could not read your login</source>
        <translation>Ihre Anmeldung konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Tocsin will try again when the keychain is unlocked.</source>
        <translation>Tocsin versucht es wieder, wenn der Schlüsselbund entsperrt wird.</translation>
    </message>
    <message>
        <source>Stay Logged In</source>
        <translation>Angemeldet bleiben</translation>
    </message>
    <message>
        <source>Tocsin can save your login in a file that only you can read. This is less secure than a keychain; Tocsin moves the login there when one becomes available. Otherwise you stay logged in only until Tocsin quits.</source>
        <translation>Tocsin kann Ihre Anmeldung in einer Datei speichern, die nur Sie lesen können. Das ist weniger sicher als ein Schlüsselbund; sobald einer verfügbar ist, verschiebt Tocsin die Anmeldung dorthin. Sonst bleiben Sie nur angemeldet, bis Tocsin beendet wird.</translation>
    </message>
    <message>
        <source>&amp;Save in File</source>
        <translation>In Datei &amp;speichern</translation>
    </message>
    <message>
        <source>&amp;Don&apos;t Save</source>
        <translation>&amp;Nicht speichern</translation>
    </message>
    <message>
        <source>You are not logged in</source>
        <translation>Sie sind nicht angemeldet</translation>
    </message>
    <message>
        <source>Your login is for %1, but Tocsin uses %2 now. Log in there to get texts, or change the server address.</source>
        <translation>Ihre Anmeldung gilt für %1, aber Tocsin verwendet jetzt %2. Melden Sie sich dort an, um SMS zu erhalten, oder ändern Sie die Serveradresse.</translation>
    </message>
</context>
<context>
    <name>tocsin::MuteMenu</name>
    <message>
        <source>&amp;Muted Until %1</source>
        <translation>&amp;Stumm bis %1</translation>
    </message>
    <message>
        <source>&amp;Mute Notifications</source>
        <translation>Benachrichtigungen &amp;stummschalten</translation>
    </message>
    <message>
        <source>15 &amp;Minutes</source>
        <translation>15 &amp;Minuten</translation>
    </message>
    <message>
        <source>1 &amp;Hour</source>
        <translation>1 &amp;Stunde</translation>
    </message>
    <message>
        <source>Until &amp;Tomorrow</source>
        <translation>Bis m&amp;orgen</translation>
    </message>
    <message>
        <source>&amp;Unmute</source>
        <translation>Stummschaltung &amp;aufheben</translation>
    </message>
</context>
<context>
    <name>tocsin::PhonePage</name>
    <message>
        <source>We will text a code to %1.</source>
        <translation>Wir senden einen Code per SMS an %1.</translation>
    </message>
    <message>
        <source>Some digits are still missing.</source>
        <translation>Es fehlen noch Ziffern.</translation>
    </message>
    <message>
        <source>&amp;Phone number:</source>
        <translation>&amp;Telefonnummer:</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Telefonnummer</translation>
    </message>
    <message>
        <source>&amp;Text Me a Code</source>
        <translation>Code per SMS s&amp;enden</translation>
    </message>
    <message>
        <source>Log In with the &amp;Browser</source>
        <translation>Im &amp;Browser anmelden</translation>
    </message>
    <message>
        <source>Start with your country code: +44 7911 … instead of 07911 …</source>
        <translation>Beginnen Sie mit der Landesvorwahl: +49 151 … statt 0151 …</translation>
    </message>
    <message>
        <source>Only digits, spaces and a leading + are allowed.</source>
        <translation>Erlaubt sind nur Ziffern, Leerzeichen und ein + am Anfang.</translation>
    </message>
    <message>
        <source>Too long: a phone number has at most 15 digits.</source>
        <translation>Zu lang: Eine Telefonnummer hat höchstens 15 Ziffern.</translation>
    </message>
    <message>
        <source>Desktop notifications need no login. To get texts on your phone too, enter your mobile number. We will text you a six-digit code to confirm it.</source>
        <translation>Benachrichtigungen auf dem Bildschirm brauchen keine Anmeldung. Um auch SMS aufs Telefon zu bekommen, geben Sie Ihre Mobilnummer ein. Zur Bestätigung senden wir Ihnen einen sechsstelligen Code per SMS.</translation>
    </message>
    <message>
        <source>Enter your number on the server&apos;s web page instead.</source>
        <translation>Geben Sie Ihre Nummer stattdessen auf der Webseite des Servers ein.</translation>
    </message>
    <message>
        <source>Change &amp;Server…</source>
        <translation>Server ä&amp;ndern …</translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation>&amp;Jetzt nicht</translation>
    </message>
    <message>
        <source>+1 415 555 0123</source>
        <extracomment>A mobile number as people of the language&apos;s country write it, with its country code</extracomment>
        <translation>+49 151 23456789</translation>
    </message>
    <message>
        <source>Include + and your country code, for example %1.</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>Mit + und Landesvorwahl, zum Beispiel %1.</translation>
    </message>
</context>
<context>
    <name>tocsin::PlanBody</name>
    <message>
        <source>The file of this plan has changed since Claude asked, so the plan cannot be approved here. Answer in the terminal, or keep planning.</source>
        <translation>Die Datei dieses Plans hat sich geändert, seit Claude gefragt hat. Der Plan kann hier nicht genehmigt werden. Antworten Sie im Terminal, oder lassen Sie weiter planen.</translation>
    </message>
    <message>
        <source>The plan was not found, so it cannot be approved here. Answer in the terminal.</source>
        <translation>Der Plan wurde nicht gefunden und kann hier nicht genehmigt werden. Antworten Sie im Terminal.</translation>
    </message>
    <message>
        <source>The plan in the file %1 cannot be read, so it cannot be approved here. Answer in the terminal.</source>
        <translation>Der Plan in der Datei %1 kann nicht gelesen und hier nicht genehmigt werden. Antworten Sie im Terminal.</translation>
    </message>
    <message>
        <source>Read from Claude Code’s file</source>
        <translation>Gelesen aus der Datei von Claude Code</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Plan as written</source>
        <translation>Plan im Original</translation>
    </message>
    <message>
        <source>Some of the plan can be read only as it is written.</source>
        <translation>Ein Teil des Plans ist nur im Original lesbar.</translation>
    </message>
    <message>
        <source>Accept edits from now on</source>
        <translation>Änderungen ab jetzt zulassen</translation>
    </message>
    <message>
        <source>Claude then edits files without asking.</source>
        <translation>Claude bearbeitet Dateien dann ohne Rückfrage.</translation>
    </message>
    <message>
        <source>Show as written</source>
        <translation>Im Original anzeigen</translation>
    </message>
    <message>
        <source>There is no plan to show.</source>
        <translation>Es gibt keinen Plan zum Anzeigen.</translation>
    </message>
</context>
<context>
    <name>tocsin::PlanView</name>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>tocsin::PluginSetup</name>
    <message>
        <source>Linked %1 to %2.</source>
        <translation>%1 verweist jetzt auf %2.</translation>
    </message>
    <message>
        <source>Could not link %1 to %2.</source>
        <translation>Der Link %1 auf %2 ließ sich nicht anlegen.</translation>
    </message>
</context>
<context>
    <name>tocsin::PrintedTextsNote</name>
    <message>
        <source>This server prints texts on its console and sends none.</source>
        <translation>Dieser Server gibt SMS nur auf seiner Konsole aus und verschickt keine.</translation>
    </message>
</context>
<context>
    <name>tocsin::QuestionCard</name>
    <message>
        <source>Question %1 of %2</source>
        <translation>Frage %1 von %2</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Some options have the same label. Claude cannot tell them apart.</source>
        <translation>Einige Optionen sind gleich benannt. Claude kann sie nicht unterscheiden.</translation>
    </message>
    <message>
        <source>(no label)</source>
        <translation>(ohne Namen)</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Ihre Antwort</translation>
    </message>
    <message>
        <source>Other answer</source>
        <translation>Andere Antwort</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
</context>
<context>
    <name>tocsin::QuestionsBody</name>
    <message>
        <source>These questions cannot be answered here. Answer them in the terminal.</source>
        <translation>Diese Fragen können hier nicht beantwortet werden. Beantworten Sie sie im Terminal.</translation>
    </message>
</context>
<context>
    <name>tocsin::QuietHoursField</name>
    <message>
        <source>&amp;Quiet hours:</source>
        <translation>&amp;Ruhezeiten:</translation>
    </message>
    <message>
        <source>Cop&amp;y %1 to All Days</source>
        <extracomment>%1 is a weekday</extracomment>
        <translation>Zeiten von %1 für alle &amp;Tage übernehmen</translation>
    </message>
    <message>
        <source>to</source>
        <extracomment>between two times of day: &quot;22:00 to 07:00&quot;</extracomment>
        <translation>bis</translation>
    </message>
    <message>
        <source>Quiet hours on %1</source>
        <extracomment>%1 is a weekday</extracomment>
        <translation>Ruhezeit am %1</translation>
    </message>
    <message>
        <source>%1: quiet from</source>
        <extracomment>%1 is a weekday</extracomment>
        <translation>%1: Ruhe von</translation>
    </message>
    <message>
        <source>%1: quiet until</source>
        <extracomment>%1 is a weekday</extracomment>
        <translation>%1: Ruhe bis</translation>
    </message>
</context>
<context>
    <name>tocsin::RenameDialog</name>
    <message>
        <source>Rename Session</source>
        <translation>Sitzung umbenennen</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
</context>
<context>
    <name>tocsin::ReplyText</name>
    <message>
        <source>To log in: %1</source>
        <translation>Zum Anmelden: %1</translation>
    </message>
    <message>
        <source>Tocsin is not running. Start it from the applications menu or with the command tocsin; without a display, with: systemctl --user start tocsin-headless</source>
        <translation>Tocsin läuft nicht. Starten Sie es über das Anwendungsmenü oder mit dem Befehl tocsin; ohne Bildschirm mit: systemctl --user start tocsin-headless</translation>
    </message>
    <message>
        <source>To enter the code again: %1</source>
        <translation>Um den Code noch einmal einzugeben: %1</translation>
    </message>
    <message>
        <source>To get a new code: %1</source>
        <translation>Für einen neuen Code: %1</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Erledigt.</translation>
    </message>
    <message>
        <source>To enter the code: %1</source>
        <translation>Zum Eingeben des Codes: %1</translation>
    </message>
    <message>
        <source>To stop the texts: %1</source>
        <translation>Um die SMS abzustellen: %1</translation>
    </message>
    <message>
        <source>Tocsin&apos;s socket belongs to another user, so nothing was sent. In a container, run Claude Code with the user ID of the user who runs Tocsin; otherwise start Tocsin with: tocsin</source>
        <translation>Der Socket von Tocsin gehört einem anderen Benutzer, daher wurde nichts gesendet. In einem Container führen Sie Claude Code mit der Benutzer-ID aus, mit der Tocsin läuft; sonst starten Sie Tocsin mit: tocsin</translation>
    </message>
    <message>
        <source>Tocsin did not answer in time. Try again in a moment.</source>
        <translation>Tocsin hat nicht rechtzeitig geantwortet. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Unreadable reply from Tocsin. Restart Tocsin and try again.</source>
        <translation>Unlesbare Antwort von Tocsin. Starten Sie Tocsin neu, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The request failed (%1).</source>
        <translation>Die Anfrage ist fehlgeschlagen (%1).</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestHeader</name>
    <message>
        <source>Not shown in the terminal.</source>
        <translation>Im Terminal nicht zu sehen.</translation>
    </message>
    <message>
        <source>S&amp;how It There</source>
        <translation>&amp;Dort zeigen</translation>
    </message>
    <message>
        <source>Subagent</source>
        <translation>Subagent</translation>
    </message>
    <message>
        <source>Background run</source>
        <translation>Hintergrundlauf</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestHistory</name>
    <message>
        <source>%1 %2.</source>
        <extracomment>%1 is what was decided, such as: Allowed once; %2 is where: in the window</extracomment>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>Still waiting</source>
        <translation>Wartet noch</translation>
    </message>
    <message>
        <source>No longer waiting; not answered in Tocsin</source>
        <translation>Wartet nicht mehr; nicht in Tocsin beantwortet</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestListModel</name>
    <message>
        <source>no longer waiting</source>
        <translation>wartet nicht mehr</translation>
    </message>
    <message>
        <source>subagent, %1</source>
        <translation>Subagent, %1</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestPage</name>
    <message>
        <source>Ne&amp;xt Request</source>
        <translation>N&amp;ächste Anfrage</translation>
    </message>
    <message>
        <source>Not sent: this has changed since it was shown. Look at it again.</source>
        <translation>Nicht gesendet: Dies hat sich seit der Anzeige geändert. Sehen Sie es noch einmal an.</translation>
    </message>
    <message>
        <source>Left to the terminal. Answer it there.</source>
        <translation>Dem Terminal überlassen. Antworten Sie dort.</translation>
    </message>
    <message>
        <source>No longer waiting here. If Claude still asks, answer in the terminal.</source>
        <translation>Wartet hier nicht mehr. Wenn Claude noch fragt, antworten Sie im Terminal.</translation>
    </message>
    <message>
        <source>No longer waiting. It was answered in the terminal, or Claude went on without it.</source>
        <translation>Wartet nicht mehr. Die Antwort kam im Terminal, oder Claude hat ohne sie weitergemacht.</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <extracomment>%1 is what was decided, such as: Allowed once; %2 is where: in the window</extracomment>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>&amp;Message:</source>
        <translation>Na&amp;chricht:</translation>
    </message>
    <message>
        <source>If you keep planning</source>
        <translation>Beim Weiterplanen</translation>
    </message>
    <message>
        <source>If you deny</source>
        <translation>Beim Verweigern</translation>
    </message>
    <message>
        <source>Optional. Goes to Claude with Keep Planning.</source>
        <translation>Optional. Geht mit „Weiter planen“ an Claude.</translation>
    </message>
    <message>
        <source>Optional. Goes to Claude with Deny.</source>
        <translation>Optional. Geht mit „Verweigern“ an Claude.</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestPages</name>
    <message>
        <source>Choose a request from the list.</source>
        <translation>Wählen Sie eine Anfrage aus der Liste.</translation>
    </message>
    <message>
        <source>Nothing is waiting for an answer.</source>
        <translation>Nichts wartet auf eine Antwort.</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestSidebar</name>
    <message>
        <source>Waiting requests</source>
        <translation>Wartende Anfragen</translation>
    </message>
    <message>
        <source>A&amp;nswered</source>
        <translation>Erledig&amp;t</translation>
    </message>
    <message>
        <source>Awa&amp;y</source>
        <translation>A&amp;bwesend</translation>
    </message>
    <message>
        <source>What was asked while you were away</source>
        <translation>Was in Ihrer Abwesenheit gefragt wurde</translation>
    </message>
    <message>
        <source>Answered requests</source>
        <translation>Beantwortete Anfragen</translation>
    </message>
    <message>
        <source>&amp;Waiting (%1)</source>
        <extracomment>%1 is how many there are</extracomment>
        <translation>&amp;Wartend (%1)</translation>
    </message>
    <message>
        <source>&amp;Waiting</source>
        <translation>&amp;Wartend</translation>
    </message>
    <message>
        <source>Requests of all sessions</source>
        <translation>Anfragen aller Sitzungen</translation>
    </message>
</context>
<context>
    <name>tocsin::RiskBox</name>
    <message>
        <source>This call can do harm.</source>
        <translation>Dieser Aufruf kann Schaden anrichten.</translation>
    </message>
    <message>
        <source>I have &amp;read the whole call</source>
        <translation>Ich habe den ganzen Aufruf &amp;gelesen</translation>
    </message>
</context>
<context>
    <name>tocsin::ServerLogin</name>
    <message>
        <source>You are already logged in. Log out first.</source>
        <translation>Sie sind schon angemeldet. Melden Sie sich zuerst ab.</translation>
    </message>
    <message>
        <source>Request a code first.</source>
        <translation>Fordern Sie zuerst einen Code an.</translation>
    </message>
    <message>
        <source>The code has six digits. Check it and try again.</source>
        <translation>Der Code hat sechs Ziffern. Prüfen Sie ihn und versuchen Sie es noch einmal.</translation>
    </message>
    <message numerus="yes">
        <source>Wrong code. You can try %n more time(s).</source>
        <translation>
            <numerusform>Falscher Code. Sie haben noch %n Versuch.</numerusform>
            <numerusform>Falscher Code. Sie haben noch %n Versuche.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server could not be notified of the logout. Tocsin will keep trying; until then the login stays valid on the server.</source>
        <translation>Der Server konnte nicht über die Abmeldung informiert werden. Tocsin versucht es weiter; bis dahin bleibt die Anmeldung auf dem Server gültig.</translation>
    </message>
    <message>
        <source>Your login could not be removed from this computer. %1 Then log out again.</source>
        <translation>Ihre Anmeldung konnte nicht von diesem Rechner entfernt werden. %1 Melden Sie sich dann noch einmal ab.</translation>
    </message>
    <message>
        <source>Enter your phone number in the browser first.</source>
        <translation>Geben Sie zuerst im Browser Ihre Telefonnummer ein.</translation>
    </message>
    <message>
        <source>Tocsin is running without a display and cannot open a browser. Enter your phone number instead.</source>
        <translation>Tocsin läuft ohne Bildschirm und kann keinen Browser öffnen. Geben Sie stattdessen Ihre Telefonnummer ein.</translation>
    </message>
    <message>
        <source>The browser login has ended.</source>
        <translation>Die Anmeldung im Browser ist beendet.</translation>
    </message>
    <message>
        <source>Too many wrong codes. Send a new one.</source>
        <translation>Zu viele falsche Codes. Fordern Sie einen neuen an.</translation>
    </message>
</context>
<context>
    <name>tocsin::ServerSession</name>
    <message>
        <source>The server could not be reached in time.</source>
        <translation>Der Server war nicht rechtzeitig zu erreichen.</translation>
    </message>
    <message>
        <source>A different user has logged in since.</source>
        <translation>Inzwischen hat sich ein anderer Benutzer angemeldet.</translation>
    </message>
</context>
<context>
    <name>tocsin::Session</name>
    <message>
        <source>Claude session</source>
        <translation>Claude-Sitzung</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionButtons</name>
    <message>
        <source>M&amp;ute</source>
        <translation>St&amp;umm</translation>
    </message>
    <message>
        <source>M&amp;uted</source>
        <translation>St&amp;ummgeschaltet</translation>
    </message>
    <message>
        <source>Show &amp;Terminal</source>
        <translation>Term&amp;inal zeigen</translation>
    </message>
    <message>
        <source>Open &amp;Folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>T&amp;exts</source>
        <translation>S&amp;MS</translation>
    </message>
    <message>
        <source>&amp;Continue…</source>
        <translation>Fortset&amp;zen …</translation>
    </message>
    <message>
        <source>End Sessi&amp;on…</source>
        <translation>Sitzung bee&amp;nden …</translation>
    </message>
    <message>
        <source>For a session that waits at its prompt in tmux, WezTerm, or kitty with remote control. Tocsin cannot type into other terminals.</source>
        <translation>Für eine Sitzung, die in tmux, in WezTerm oder in kitty mit Fernsteuerung auf den nächsten Prompt wartet. In andere Terminals kann Tocsin nicht schreiben.</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionControls</name>
    <message>
        <source>Terminal not shown</source>
        <translation>Terminal nicht gezeigt</translation>
    </message>
    <message>
        <source>Folder not opened</source>
        <translation>Ordner nicht geöffnet</translation>
    </message>
    <message>
        <source>%1 does not exist, or no file manager is installed.</source>
        <translation>%1 gibt es nicht, oder es ist kein Dateimanager installiert.</translation>
    </message>
    <message>
        <source>Session not ended</source>
        <translation>Sitzung nicht beendet</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionListModel</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a session&apos;s name, %2 its state and more</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Unnamed session</source>
        <translation>Unbenannte Sitzung</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionPanel</name>
    <message>
        <source>Re&amp;quests (%1)</source>
        <extracomment>%1 is how many there are</extracomment>
        <translation>An&amp;fragen (%1)</translation>
    </message>
    <message>
        <source>Re&amp;quests</source>
        <translation>An&amp;fragen</translation>
    </message>
    <message>
        <source>Parts of the session</source>
        <translation>Teile der Sitzung</translation>
    </message>
    <message>
        <source>H&amp;istory</source>
        <translation>Ver&amp;lauf</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionSidebar</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the sessions by name and folder</source>
        <translation>Sitzungen nach Name und Ordner suchen</translation>
    </message>
    <message>
        <source>Name, folder or computer (%1)</source>
        <translation>Name, Ordner oder Computer (%1)</translation>
    </message>
    <message>
        <source>Sessions to list</source>
        <translation>Angezeigte Sitzungen</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>All Sessions</source>
        <translation>Alle Sitzungen</translation>
    </message>
    <message>
        <source>Needs You</source>
        <translation>Braucht Sie</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>Finished or Idle</source>
        <translation>Fertig oder untätig</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>Needs Permission</source>
        <translation>Braucht eine Genehmigung</translation>
    </message>
    <message>
        <source>Has a Question</source>
        <translation>Hat eine Frage</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionWindow</name>
    <message>
        <source>Choose a session from the list.</source>
        <translation>Wählen Sie eine Sitzung aus der Liste.</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>No sessions yet. To connect Claude Code, choose “Set Up…” in Tocsin&apos;s menu, then start a new session.</source>
        <translation>Noch keine Sitzungen. Um Claude Code zu verbinden, wählen Sie „Einrichten …“ im Menü von Tocsin und beginnen Sie dann eine neue Sitzung.</translation>
    </message>
</context>
<context>
    <name>tocsin::SettingField</name>
    <message>
        <source>Not a regular expression: %1</source>
        <translation>Kein regulärer Ausdruck: %1</translation>
    </message>
    <message>
        <source>Set by the %1 environment variable, which overrides this setting.</source>
        <extracomment>%1 is the name of the variable</extracomment>
        <translation>Durch die Umgebungsvariable %1 festgelegt, die dieser Einstellung vorgeht.</translation>
    </message>
    <message>
        <source> s</source>
        <extracomment>seconds, minutes</extracomment>
        <translation> s</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>Aus&amp;wählen …</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>Zertifikate (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The %1 environment variable has a value that cannot be used. It is ignored.</source>
        <extracomment>%1 is the name of the variable</extracomment>
        <translation>Die Umgebungsvariable %1 hat einen Wert, der nicht verwendet werden kann. Sie wird ignoriert.</translation>
    </message>
</context>
<context>
    <name>tocsin::SettingsDialog</name>
    <message>
        <source>&amp;Start Tocsin when I log in to this computer</source>
        <translation>&amp;Tocsin starten, wenn ich mich an diesem Computer anmelde</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>The settings could not be saved to %1. Check its permissions and free disk space; until then, changes apply only while Tocsin is running.</source>
        <translation>Die Einstellungen konnten nicht in %1 gespeichert werden. Prüfen Sie die Zugriffsrechte und den freien Speicherplatz; bis dahin gelten Änderungen nur, solange Tocsin läuft.</translation>
    </message>
    <message>
        <source>Changing the server logs you out. You can then log in to the new one.</source>
        <translation>Wenn Sie den Server ändern, werden Sie abgemeldet. Danach können Sie sich beim neuen anmelden.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Start automaticall&amp;y with Claude Code</source>
        <translation>Mit &amp;Claude Code automatisch starten</translation>
    </message>
    <message>
        <source>&amp;Advanced</source>
        <translation>&amp;Erweitert</translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <translation>Erweiterte Einstellungen</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>A&amp;llgemein</translation>
    </message>
    <message>
        <source>Al&amp;erts</source>
        <translation>&amp;Hinweise</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Let bac&amp;kground runs wait for my answer</source>
        <translation>Hinter&amp;grundläufe auf meine Antwort warten lassen</translation>
    </message>
    <message>
        <source>Until Tocsin ends. The run stops until you answer. Also turns on notifications about background runs. Not saved, because any program could change the file.</source>
        <translation>Bis Tocsin endet. Der Lauf steht still, bis Sie antworten. Schaltet auch Benachrichtigungen über Hintergrundläufe ein. Wird nicht gespeichert, denn jedes Programm könnte die Datei ändern.</translation>
    </message>
    <message>
        <source>Open re&amp;quests with a global shortcut</source>
        <translation>Anfragen mit einem Tasten&amp;kürzel des Desktops öffnen</translation>
    </message>
    <message>
        <source>The desktop asks you for the key.</source>
        <translation>Der Desktop fragt Sie nach der Taste.</translation>
    </message>
</context>
<context>
    <name>tocsin::SetupDialog</name>
    <message>
        <source>Tocsin: test</source>
        <translation>Tocsin: Test</translation>
    </message>
    <message>
        <source>This is how Tocsin tells you that Claude Code needs you.</source>
        <translation>So meldet Ihnen Tocsin, dass Claude Code Sie braucht.</translation>
    </message>
    <message>
        <source>Notifications are on.</source>
        <translation>Benachrichtigungen sind eingeschaltet.</translation>
    </message>
    <message>
        <source>This desktop shows no notifications.</source>
        <translation>Diese Arbeitsumgebung zeigt keine Benachrichtigungen.</translation>
    </message>
    <message>
        <source>No notification service is running. Start one, for example dunst or mako; Tocsin then uses it at once.</source>
        <translation>Es läuft kein Benachrichtigungsdienst. Starten Sie einen, zum Beispiel dunst oder mako; Tocsin verwendet ihn dann sofort.</translation>
    </message>
    <message>
        <source>The desktop did not show the notification.</source>
        <translation>Die Arbeitsumgebung hat die Benachrichtigung nicht angezeigt.</translation>
    </message>
    <message>
        <source>Sent. Do Not Disturb is on, so the desktop may show it later.</source>
        <translation>Gesendet. „Bitte nicht stören“ ist eingeschaltet, daher erscheint sie vielleicht erst später.</translation>
    </message>
    <message>
        <source>Sent. The desktop shows it now.</source>
        <translation>Gesendet. Sie wird jetzt angezeigt.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>Claude Code is connected.</source>
        <translation>Claude Code ist verbunden.</translation>
    </message>
    <message>
        <source>Connect Claude Code.</source>
        <translation>Claude Code verbinden.</translation>
    </message>
    <message>
        <source>The plugin was not found. Install Tocsin again.</source>
        <translation>Das Plugin wurde nicht gefunden. Installieren Sie Tocsin erneut.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Wird verbunden …</translation>
    </message>
    <message>
        <source>Start a new Claude Code session, or type /reload-plugins in one that is running.</source>
        <translation>Starten Sie eine neue Claude-Code-Sitzung oder geben Sie in einer laufenden /reload-plugins ein.</translation>
    </message>
    <message>
        <source>The command &quot;claude&quot; was not found. In a terminal where it works, type: %1</source>
        <translation>Der Befehl „claude“ wurde nicht gefunden. Geben Sie in einem Terminal, in dem er funktioniert, Folgendes ein: %1</translation>
    </message>
    <message>
        <source>Claude Code did not install the plugin. Its answer is below. To try it yourself, type in a terminal: %1</source>
        <translation>Claude Code hat das Plugin nicht installiert. Die Antwort steht unten. Um es selbst zu versuchen, geben Sie in einem Terminal ein: %1</translation>
    </message>
    <message>
        <source>Installs the Tocsin plugin with Claude Code&apos;s own command.</source>
        <translation>Installiert das Tocsin-Plugin mit dem Befehl von Claude Code.</translation>
    </message>
    <message>
        <source>Texts on your phone are optional.</source>
        <translation>SMS aufs Handy sind optional.</translation>
    </message>
    <message>
        <source>You are logged in.</source>
        <translation>Sie sind angemeldet.</translation>
    </message>
    <message>
        <source>Texts go to %1.</source>
        <translation>SMS gehen an %1.</translation>
    </message>
    <message>
        <source>For when you are away from the computer. Needs a Tocsin server.</source>
        <translation>Für die Zeit, in der Sie nicht am Computer sind. Erfordert einen Tocsin-Server.</translation>
    </message>
    <message>
        <source>Set Up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Tocsin tells you when Claude Code needs you.</source>
        <translation>Tocsin meldet sich, wenn Claude Code Sie braucht.</translation>
    </message>
    <message>
        <source>Send a &amp;Test</source>
        <translation>&amp;Test senden</translation>
    </message>
    <message>
        <source>&amp;Connect Claude Code</source>
        <translation>Claude Code &amp;verbinden</translation>
    </message>
    <message>
        <source>Claude Code&apos;s answer</source>
        <translation>Antwort von Claude Code</translation>
    </message>
    <message>
        <source>Set &amp;Up Texts…</source>
        <translation>SMS &amp;einrichten …</translation>
    </message>
    <message>
        <source>This desktop shows no tray icon. To open Tocsin again, start it once more.</source>
        <translation>Diese Arbeitsumgebung zeigt kein Symbol in der Leiste. Um Tocsin wieder zu öffnen, starten Sie es noch einmal.</translation>
    </message>
    <message>
        <source>S&amp;essions…</source>
        <translation>&amp;Sitzungen …</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>E&amp;instellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit Tocsin</source>
        <translation>Tocsin &amp;beenden</translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation>&amp;Nicht jetzt</translation>
    </message>
    <message>
        <source>The plugin is installed, but its hooks cannot find tocsin-hookbridge. Put it in ~/.local/bin or /usr/local/bin.</source>
        <translation>Das Plugin ist installiert, aber seine Hooks finden tocsin-hookbridge nicht. Legen Sie es in ~/.local/bin oder /usr/local/bin ab.</translation>
    </message>
    <message>
        <source>The plugin is installed, but its hooks cannot find tocsin-hookbridge. Connect again to link it in ~/.local/bin.</source>
        <translation>Das Plugin ist installiert, aber seine Hooks finden tocsin-hookbridge nicht. Erneutes Verbinden legt einen Link in ~/.local/bin an.</translation>
    </message>
    <message>
        <source>Chec&amp;k Tocsin…</source>
        <translation>Tocsin &amp;prüfen …</translation>
    </message>
</context>
<context>
    <name>tocsin::StatusReport</name>
    <message>
        <source>Notifications and texts are muted until %1.</source>
        <translation>Benachrichtigungen und SMS sind stumm bis %1.</translation>
    </message>
    <message>
        <source>No Claude Code sessions running.</source>
        <translation>Keine laufenden Claude-Code-Sitzungen.</translation>
    </message>
    <message numerus="yes">
        <source>%n Claude Code session(s):</source>
        <translation>
            <numerusform>%n Claude-Code-Sitzung:</numerusform>
            <numerusform>%n Claude-Code-Sitzungen:</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 is the name of a session, %2 of its folder</extracomment>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1 (this one)</source>
        <translation>%1 (diese)</translation>
    </message>
    <message>
        <source>- %1 %2: %3; %4</source>
        <extracomment>%1 is the beginning of the session&apos;s ID, %2 its name</extracomment>
        <translation>- %1 %2: %3; %4</translation>
    </message>
    <message>
        <source>Notifications cannot be shown: no notification service was found.</source>
        <translation>Benachrichtigungen können nicht angezeigt werden: Kein Benachrichtigungsdienst gefunden.</translation>
    </message>
    <message>
        <source>Notifications: Do Not Disturb is on.</source>
        <translation>Benachrichtigungen: „Bitte nicht stören“ ist an.</translation>
    </message>
    <message>
        <source>The login is kept in a file that only you can read.</source>
        <translation>Die Anmeldung liegt in einer Datei, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>The login is kept in the keychain.</source>
        <translation>Die Anmeldung liegt im Schlüsselbund.</translation>
    </message>
    <message>
        <source>You are away, as you said.</source>
        <translation>Sie sind abwesend, wie angegeben.</translation>
    </message>
    <message>
        <source>You are here, as you said.</source>
        <translation>Sie sind anwesend, wie angegeben.</translation>
    </message>
    <message>
        <source>You are here: you typed in the terminal.</source>
        <translation>Sie sind anwesend: Sie haben im Terminal getippt.</translation>
    </message>
    <message>
        <source>You are here: you used the computer recently.</source>
        <translation>Sie sind anwesend: Sie haben den Computer vor Kurzem benutzt.</translation>
    </message>
    <message>
        <source>You are away: the screen is locked.</source>
        <translation>Sie sind abwesend: Der Bildschirm ist gesperrt.</translation>
    </message>
    <message>
        <source>You are away: another user&apos;s session is on the screen.</source>
        <translation>Sie sind abwesend: Die Sitzung eines anderen Benutzers ist auf dem Bildschirm.</translation>
    </message>
    <message>
        <source>You are away: the computer is idle.</source>
        <translation>Sie sind abwesend: Der Computer wird nicht benutzt.</translation>
    </message>
    <message>
        <source>Your presence is checked while something waits for you.</source>
        <translation>Ob Sie anwesend sind, wird geprüft, solange etwas auf Sie wartet.</translation>
    </message>
    <message>
        <source>It is not known whether you are at the computer.</source>
        <translation>Es ist nicht bekannt, ob Sie am Computer sind.</translation>
    </message>
    <message>
        <source>Logged in as %1 until %2.</source>
        <translation>Angemeldet als %1 bis %2.</translation>
    </message>
    <message>
        <source>Waiting for the code that was texted to %1.</source>
        <translation>Wartet auf den Code, der per SMS an %1 ging.</translation>
    </message>
    <message>
        <source>Waiting for you to enter your phone number in the browser.</source>
        <translation>Wartet darauf, dass Sie Ihre Telefonnummer im Browser eingeben.</translation>
    </message>
    <message>
        <source>Not logged in (notifications only).</source>
        <translation>Nicht angemeldet (nur Benachrichtigungen).</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Server: %1</translation>
    </message>
    <message>
        <source>Server: %1 (reachable)</source>
        <translation>Server: %1 (erreichbar)</translation>
    </message>
    <message>
        <source>Server: %1 (not responding)</source>
        <translation>Server: %1 (antwortet nicht)</translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) slow compared with the server&apos;s. Texts are corrected for it.</source>
        <translation>
            <numerusform>Die Uhr dieses Computers geht gegenüber der des Servers %n Minute nach. SMS werden berichtigt.</numerusform>
            <numerusform>Die Uhr dieses Computers geht gegenüber der des Servers %n Minuten nach. SMS werden berichtigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) fast compared with the server&apos;s. Texts are corrected for it.</source>
        <translation>
            <numerusform>Die Uhr dieses Computers geht gegenüber der des Servers %n Minute vor. SMS werden berichtigt.</numerusform>
            <numerusform>Die Uhr dieses Computers geht gegenüber der des Servers %n Minuten vor. SMS werden berichtigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for the network.</source>
        <translation>
            <numerusform>%n SMS wartet auf das Netz.</numerusform>
            <numerusform>%n SMS warten auf das Netz.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for you to log in.</source>
        <translation>
            <numerusform>%n SMS wartet auf Ihre Anmeldung.</numerusform>
            <numerusform>%n SMS warten auf Ihre Anmeldung.</numerusform>
        </translation>
    </message>
    <message>
        <source>A text was not delivered. Your phone may be off or out of coverage.</source>
        <translation>Eine SMS wurde nicht zugestellt. Ihr Telefon ist vielleicht aus oder ohne Netz.</translation>
    </message>
    <message>
        <source>No more texts this hour: your phone has received all that the server allows.</source>
        <translation>Keine weiteren SMS in dieser Stunde: Ihr Telefon hat alle erhalten, die der Server zulässt.</translation>
    </message>
    <message>
        <source>Not logged in: neither notifications nor texts.</source>
        <translation>Nicht angemeldet: weder Benachrichtigungen noch SMS.</translation>
    </message>
    <message>
        <source>The login is not saved: it lasts until Tocsin ends.</source>
        <translation>Die Anmeldung ist nicht gespeichert: Sie gilt, bis Tocsin endet.</translation>
    </message>
    <message>
        <source>The server at %1 only prints texts: no phone gets them.</source>
        <translation>Der Server %1 gibt SMS nur auf seiner Konsole aus: Kein Telefon bekommt sie.</translation>
    </message>
    <message>
        <source>Waiting for the code for %1, which is on the server&apos;s console.</source>
        <translation>Wartet auf den Code für %1, der auf der Konsole des Servers steht.</translation>
    </message>
</context>
<context>
    <name>tocsin::StoryPage</name>
    <message>
        <source>What happened in this session</source>
        <translation>Was in dieser Sitzung geschah</translation>
    </message>
    <message>
        <source>Nothing to show yet. Tool calls, notifications, texts and answers of this session will be listed here for 30 days.</source>
        <translation>Noch nichts zu zeigen. Werkzeugaufrufe, Benachrichtigungen, SMS und Antworten dieser Sitzung stehen hier 30 Tage lang.</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>Umb&amp;enennen…</translation>
    </message>
</context>
<context>
    <name>tocsin::Subject</name>
    <message>
        <source>Approve the plan?</source>
        <translation>Dem Plan zustimmen?</translation>
    </message>
    <message>
        <source>Rate limit reached</source>
        <translation>Anfragelimit erreicht</translation>
    </message>
    <message>
        <source>The API had an internal error</source>
        <translation>Die API hatte einen internen Fehler</translation>
    </message>
    <message>
        <source>The API is overloaded</source>
        <translation>Die API ist überlastet</translation>
    </message>
    <message>
        <source>The answer was too long</source>
        <translation>Die Antwort war zu lang</translation>
    </message>
    <message>
        <source>API error: %1</source>
        <extracomment>%1 is the API&apos;s own word for the error</extracomment>
        <translation>API-Fehler: %1</translation>
    </message>
    <message>
        <source>Connection to the API lost</source>
        <translation>Die Verbindung zur API ist abgebrochen</translation>
    </message>
    <message>
        <source>The API rejected the request</source>
        <translation>Die API hat die Anfrage abgelehnt</translation>
    </message>
    <message>
        <source>Claude declined the request</source>
        <translation>Claude hat die Anfrage abgelehnt</translation>
    </message>
    <message>
        <source>Claude Code is not logged in</source>
        <translation>Claude Code ist nicht angemeldet</translation>
    </message>
    <message>
        <source>The selected model is not available</source>
        <translation>Das gewählte Modell ist nicht verfügbar</translation>
    </message>
    <message>
        <source>The conversation is too long</source>
        <translation>Die Unterhaltung ist zu lang</translation>
    </message>
    <message>
        <source>The credit balance is too low</source>
        <translation>Das Guthaben reicht nicht aus</translation>
    </message>
    <message>
        <source>The API key is not valid</source>
        <translation>Der API-Schlüssel ist ungültig</translation>
    </message>
    <message>
        <source>The API denied access</source>
        <translation>Die API hat den Zugriff verweigert</translation>
    </message>
    <message>
        <source>The API did not respond in time</source>
        <translation>Die API hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>Usage limit reached</source>
        <translation>Nutzungslimit erreicht</translation>
    </message>
    <message>
        <source>Usage limit reached, resets %1</source>
        <extracomment>%1 is a time in Claude&apos;s own English words: 4am (UTC), Nov 28, 10:14am (Europe/Berlin), in 2 hours</extracomment>
        <translation>Nutzungslimit erreicht, zurückgesetzt wird es: %1</translation>
    </message>
    <message>
        <source>Billing problem</source>
        <translation>Problem mit der Abrechnung</translation>
    </message>
    <message>
        <source>Turn limit reached (--max-turns)</source>
        <translation>Rundenlimit erreicht (--max-turns)</translation>
    </message>
    <message>
        <source>Budget limit reached (--max-budget-usd)</source>
        <translation>Budgetlimit erreicht (--max-budget-usd)</translation>
    </message>
    <message>
        <source>Unexpected API response</source>
        <translation>Unerwartete Antwort der API</translation>
    </message>
    <message>
        <source>Run: %1</source>
        <translation>Ausführen: %1</translation>
    </message>
    <message>
        <source>Read: %1</source>
        <translation>Lesen: %1</translation>
    </message>
    <message>
        <source>List: %1</source>
        <translation>Auflisten: %1</translation>
    </message>
    <message>
        <source>Search: %1</source>
        <translation>Suchen: %1</translation>
    </message>
    <message>
        <source>Edit: %1</source>
        <translation>Bearbeiten: %1</translation>
    </message>
    <message>
        <source>Write: %1</source>
        <translation>Schreiben: %1</translation>
    </message>
    <message>
        <source>Fetch: %1</source>
        <translation>Abrufen: %1</translation>
    </message>
</context>
<context>
    <name>tocsin::TestRun</name>
    <message>
        <source>Tocsin test</source>
        <translation>Tocsin-Test</translation>
    </message>
    <message>
        <source>tocsin-hookbridge cannot be run. Run: tocsin doctor</source>
        <translation>tocsin-hookbridge lässt sich nicht ausführen. Rufen Sie auf: tocsin doctor</translation>
    </message>
    <message>
        <source>A text needs a login.</source>
        <translation>Für eine SMS müssen Sie angemeldet sein.</translation>
    </message>
    <message>
        <source>A text costs money: pass --yes to send one.</source>
        <translation>Eine SMS kostet Geld: Mit --yes wird sie gesendet.</translation>
    </message>
    <message>
        <source>Send a text to %1? It costs what a text costs. [y/N] </source>
        <extracomment>The answers are the first letters of yes and no</extracomment>
        <translation>Eine SMS an %1 senden? Sie kostet, was eine SMS kostet. [j/N] </translation>
    </message>
    <message>
        <source>y</source>
        <translation>j</translation>
    </message>
    <message>
        <source>The hook ran, but its event did not arrive. Run: tocsin doctor</source>
        <translation>Der Hook lief, aber sein Ereignis kam nicht an. Rufen Sie auf: tocsin doctor</translation>
    </message>
    <message>
        <source>Hook delivered in %1.</source>
        <translation>Hook in %1 zugestellt.</translation>
    </message>
    <message>
        <source>Notification shown, and closed by you, within %1.</source>
        <translation>Benachrichtigung innerhalb von %1 gezeigt und von Ihnen geschlossen.</translation>
    </message>
    <message>
        <source>the notification service</source>
        <translation>Benachrichtigungsdienst</translation>
    </message>
    <message>
        <source>Notification shown after %1: id %2, by %3.</source>
        <translation>Benachrichtigung nach %1 gezeigt: Nummer %2 (%3).</translation>
    </message>
    <message>
        <source>the notification service did not respond</source>
        <translation>der Benachrichtigungsdienst hat nicht geantwortet</translation>
    </message>
    <message>
        <source>No notification: %1.</source>
        <translation>Keine Benachrichtigung: %1.</translation>
    </message>
    <message>
        <source>Text sent after %1.</source>
        <translation>SMS nach %1 gesendet.</translation>
    </message>
    <message>
        <source>Text sent after %1 (%2).</source>
        <translation>SMS nach %1 gesendet (%2).</translation>
    </message>
    <message>
        <source>the server did not respond</source>
        <translation>der Server hat nicht geantwortet</translation>
    </message>
    <message>
        <source>No text: %1.</source>
        <translation>Keine SMS: %1.</translation>
    </message>
    <message numerus="yes">
        <source>The notification closes after %n second(s), or when you click it.</source>
        <translation>
            <numerusform>Die Benachrichtigung schließt sich nach %n Sekunde, oder wenn Sie sie anklicken.</numerusform>
            <numerusform>Die Benachrichtigung schließt sich nach %n Sekunden, oder wenn Sie sie anklicken.</numerusform>
        </translation>
    </message>
    <message>
        <source>No notification: Tocsin runs without a display.</source>
        <translation>Keine Benachrichtigung: Tocsin läuft ohne Bildschirm.</translation>
    </message>
    <message>
        <source>To test a text: tocsin test --text</source>
        <translation>Um eine SMS zu testen: tocsin test --text</translation>
    </message>
</context>
<context>
    <name>tocsin::TrayApplication</name>
    <message>
        <source>Tocsin cannot save its data</source>
        <translation>Tocsin kann seine Daten nicht speichern</translation>
    </message>
    <message>
        <source>Could not change the autostart setting. Check that ~/.config/autostart is writable.</source>
        <translation>Der Autostart konnte nicht geändert werden. Prüfen Sie, ob ~/.config/autostart beschreibbar ist.</translation>
    </message>
    <message>
        <source>Could not save this setting to %1. Check its permissions and free disk space.</source>
        <translation>Diese Einstellung konnte nicht in %1 gespeichert werden. Prüfen Sie die Rechte und den freien Speicherplatz.</translation>
    </message>
</context>
<context>
    <name>tocsin::TrayMenu</name>
    <message>
        <source>Tocsin</source>
        <translation>Tocsin</translation>
    </message>
    <message>
        <source>&amp;Log In…</source>
        <translation>An&amp;melden …</translation>
    </message>
    <message>
        <source>Enter the &amp;Code…</source>
        <translation>&amp;Code eingeben …</translation>
    </message>
    <message>
        <source>Log &amp;Out</source>
        <translation>Ab&amp;melden</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;About Tocsin</source>
        <translation>&amp;Über Tocsin</translation>
    </message>
    <message>
        <source>&amp;Quit Tocsin</source>
        <translation>Tocsin &amp;beenden</translation>
    </message>
    <message>
        <source>Texts go to %1</source>
        <translation>SMS gehen an %1</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>A code is on its way to %1</source>
        <translation>Ein Code ist unterwegs an %1</translation>
    </message>
    <message>
        <source>A code is on its way</source>
        <translation>Ein Code ist unterwegs</translation>
    </message>
    <message>
        <source>Logged in until %1</source>
        <translation>Angemeldet bis %1</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <extracomment>A menu entry: %1 is the session&apos;s name, %2 its state, such as: working</extracomment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <extracomment>%1 is a state, such as: working; %2 a time, such as: today, 14:05</extracomment>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>&amp;Text Me About This Session</source>
        <translation>&amp;SMS zu dieser Sitzung senden</translation>
    </message>
    <message>
        <source>No Claude sessions running</source>
        <translation>Es läuft keine Claude-Sitzung</translation>
    </message>
    <message>
        <source>Checking for a saved login…</source>
        <translation>Gespeicherte Anmeldung wird gesucht …</translation>
    </message>
    <message>
        <source>Not logged in (notifications only)</source>
        <translation>Nicht angemeldet (nur Benachrichtigungen)</translation>
    </message>
    <message>
        <source>&amp;Text Me About This Session (server unreachable)</source>
        <translation>&amp;SMS zu dieser Sitzung senden (Server nicht erreichbar)</translation>
    </message>
    <message>
        <source>I&apos;m A&amp;way</source>
        <translation>Ich bin a&amp;bwesend</translation>
    </message>
    <message>
        <source>I&apos;m H&amp;ere</source>
        <translation>Ich bin &amp;hier</translation>
    </message>
    <message numerus="yes">
        <source>Answer %n &amp;Request(s)…</source>
        <translation>
            <numerusform>%n &amp;Anfrage beantworten …</numerusform>
            <numerusform>%n &amp;Anfragen beantworten …</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Requests…</source>
        <translation>&amp;Anfragen …</translation>
    </message>
    <message>
        <source>&amp;Show Terminal</source>
        <translation>Terminal &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Continue…</source>
        <translation>&amp;Fortsetzen …</translation>
    </message>
    <message>
        <source>Set &amp;Up…</source>
        <translation>Ein&amp;richten …</translation>
    </message>
    <message numerus="yes">
        <source>Show All %n Sessio&amp;ns…</source>
        <translation>
            <numerusform>Eine Sitzun&amp;g zeigen …</numerusform>
            <numerusform>Alle %n Sitzun&amp;gen zeigen …</numerusform>
        </translation>
    </message>
    <message>
        <source>Show All Sessio&amp;ns…</source>
        <translation>Alle Sitzun&amp;gen zeigen …</translation>
    </message>
    <message>
        <source>Chec&amp;k Tocsin…</source>
        <translation>Tocsin &amp;prüfen …</translation>
    </message>
    <message>
        <source>&amp;Text Me About This Session (not logged in)</source>
        <translation>&amp;SMS zu dieser Sitzung senden (nicht angemeldet)</translation>
    </message>
</context>
<context>
    <name>tocsin::TroubleNotifier</name>
    <message>
        <source>The server is not responding</source>
        <translation>Der Server antwortet nicht</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for the network. Notifications still work.</source>
        <translation>
            <numerusform>%n SMS wartet auf das Netz. Benachrichtigungen funktionieren weiterhin.</numerusform>
            <numerusform>%n SMS warten auf das Netz. Benachrichtigungen funktionieren weiterhin.</numerusform>
        </translation>
    </message>
    <message>
        <source>A text was not delivered</source>
        <translation>Eine SMS wurde nicht zugestellt</translation>
    </message>
    <message>
        <source>Your phone may be off or out of coverage. Notifications still work.</source>
        <translation>Ihr Telefon ist vielleicht aus oder ohne Netz. Benachrichtigungen funktionieren weiterhin.</translation>
    </message>
    <message>
        <source>No more texts this hour</source>
        <translation>Keine weiteren SMS in dieser Stunde</translation>
    </message>
    <message>
        <source>Your phone has received all texts that the server allows in an hour. What still waits for you is texted later.</source>
        <translation>Ihr Telefon hat alle SMS erhalten, die der Server in einer Stunde zulässt. Was dann noch auf Sie wartet, kommt später per SMS.</translation>
    </message>
</context>
<context>
    <name>tocsin::friendlyWhen</name>
    <message>
        <source>today, %1</source>
        <translation>heute, %1</translation>
    </message>
    <message>
        <source>tomorrow, %1</source>
        <translation>morgen, %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is a weekday or a date, %2 a time of day</extracomment>
        <translation>%1, %2</translation>
    </message>
</context>
</TS>
