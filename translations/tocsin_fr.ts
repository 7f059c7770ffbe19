<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name>AlertTopic</name>
    <message>
        <source>Needs permission</source>
        <translation>Demande une autorisation</translation>
    </message>
    <message>
        <source>Has a question</source>
        <translation>A une question</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Attend</translation>
    </message>
    <message>
        <source>Stopped by an error</source>
        <translation>Arrêté par une erreur</translation>
    </message>
    <message>
        <source>Usage limit</source>
        <translation>Limite d’utilisation</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>No activity</source>
        <translation>Aucune activité</translation>
    </message>
    <message>
        <source>Ended unexpectedly</source>
        <translation>Fin inattendue</translation>
    </message>
</context>
<context>
    <name>ApiError</name>
    <message>
        <source>The server is not responding. Check your internet connection and the server address in Settings, then try again.</source>
        <translation>Le serveur ne répond pas. Vérifiez votre connexion à Internet et l’adresse du serveur dans les paramètres, puis réessayez.</translation>
    </message>
    <message>
        <source>Could not connect securely to the server. Check the server address and this computer&apos;s date and time.</source>
        <translation>Aucune connexion sécurisée au serveur n’est possible. Vérifiez l’adresse du serveur ainsi que la date et l’heure de cet ordinateur.</translation>
    </message>
    <message>
        <source>The server address is not secure. In Settings, enter one that starts with https://.</source>
        <translation>L’adresse du serveur n’est pas sécurisée. Indiquez dans les paramètres une adresse qui commence par https://.</translation>
    </message>
    <message>
        <source>The reply did not come from a Tocsin server. Check the server address and whether your network requires you to sign in.</source>
        <translation>La réponse ne vient pas d’un serveur Tocsin. Vérifiez l’adresse du serveur et si votre réseau vous demande de vous identifier.</translation>
    </message>
    <message>
        <source>That code is not correct. Check it and try again.</source>
        <translation>Ce code n’est pas correct. Vérifiez-le et réessayez.</translation>
    </message>
    <message>
        <source>You are no longer logged in. Please log in again.</source>
        <translation>Vous n’êtes plus connecté. Veuillez vous reconnecter.</translation>
    </message>
    <message>
        <source>Too many attempts. Please wait a moment and try again.</source>
        <translation>Trop de tentatives. Patientez un instant, puis réessayez.</translation>
    </message>
    <message>
        <source>The server reported a problem. Please try again in a few minutes.</source>
        <translation>Le serveur signale un problème. Veuillez réessayer dans quelques minutes.</translation>
    </message>
    <message>
        <source>The server rejected the request. If this keeps happening, update Tocsin.</source>
        <translation>Le serveur a rejeté la demande. Si cela se reproduit, mettez Tocsin à jour.</translation>
    </message>
    <message>
        <source>This computer does not trust the server&apos;s certificate. If your server uses a private certificate authority, add its certificate in Settings. Otherwise, check the server address.</source>
        <translation>Cet ordinateur ne fait pas confiance au certificat du serveur. Si votre serveur utilise une autorité de certification privée, ajoutez le certificat de celle-ci dans les paramètres. Sinon, vérifiez l’adresse du serveur.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate was issued for a different address. Check the server address in Settings.</source>
        <translation>Le certificat du serveur a été délivré pour une autre adresse. Vérifiez l’adresse du serveur dans les paramètres.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has expired or is not valid yet. Check this computer&apos;s date; if it is correct, ask the server&apos;s administrator to renew the certificate.</source>
        <translation>Le certificat du serveur a expiré ou n’est pas encore valable. Vérifiez la date de cet ordinateur ; si elle est correcte, demandez à l’administrateur du serveur de renouveler le certificat.</translation>
    </message>
    <message>
        <source>This number has opted out of texts. Reply START to the number that texted you, then try again.</source>
        <translation>Ce numéro a refusé les SMS. Répondez START au numéro qui vous a envoyé des SMS, puis réessayez.</translation>
    </message>
</context>
<context>
    <name>Authorities</name>
    <message>
        <source>Could not read %1.</source>
        <translation>Impossible de lire %1.</translation>
    </message>
    <message>
        <source>%1 does not contain a certificate. Choose the PEM file from your server&apos;s administrator.</source>
        <translation>%1 ne contient pas de certificat. Choisissez le fichier PEM fourni par l’administrateur de votre serveur.</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Show this help.</source>
        <translation>Affiche cette aide.</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>Affiche la version.</translation>
    </message>
    <message>
        <source>Keep the login in the system&apos;s keychain, or in a file that only you can read.</source>
        <translation>Garder la connexion dans le trousseau du système, ou dans un fichier que vous seul pouvez lire.</translation>
    </message>
    <message>
        <source>Run &quot;tocsin --help&quot; for a list of options.</source>
        <translation>Lancez « tocsin --help » pour la liste des options.</translation>
    </message>
    <message>
        <source>Tells you when Claude Code needs you: a notification on your desktop, a text on your phone.</source>
        <translation>Vous prévient quand Claude Code a besoin de vous : par une notification à l’écran et un SMS sur votre téléphone.</translation>
    </message>
    <message>
        <source>Run without a tray icon or notifications; texts still work.</source>
        <translation>Tourner sans icône ni notifications ; les SMS fonctionnent.</translation>
    </message>
    <message>
        <source>Start in the background without opening a window.</source>
        <translation>Démarrer en arrière-plan, sans ouvrir de fenêtre.</translation>
    </message>
    <message>
        <source>Log level.</source>
        <translation>Niveau du journal.</translation>
    </message>
    <message>
        <source>Import the login saved by an earlier plugin, then delete its file.</source>
        <translation>Importer la connexion enregistrée par un ancien plugin, puis supprimer son fichier.</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>Argument inattendu : %1</translation>
    </message>
    <message>
        <source>Invalid value &quot;%1&quot; for --token-store (use keychain or file).</source>
        <translation>Valeur « %1 » non valide pour --token-store (utilisez keychain ou file).</translation>
    </message>
    <message>
        <source>Invalid value &quot;%2&quot; for --log-level (use %1).</source>
        <translation>Valeur « %2 » non valide pour --log-level (utilisez %1).</translation>
    </message>
    <message>
        <source>Usage: tocsin [OPTIONS]          start the tray app, or show what waits
       tocsin COMMAND [OPTIONS]  ask the running app</source>
        <translation>Utilisation : tocsin [OPTIONS]           lance le programme, ou montre ce qui attend
              tocsin COMMANDE [OPTIONS]  interroge le programme lancé</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Commandes :</translation>
    </message>
    <message>
        <source>Run &quot;tocsin COMMAND --help&quot; for details.</source>
        <translation>Détails : « tocsin COMMANDE --help ».</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>Tocsin runs without a display.</source>
        <translation>Tocsin fonctionne sans écran.</translation>
    </message>
    <message>
        <source>That is meant for servers; on a desktop, quit and run: tocsin</source>
        <translation>C’est prévu pour les serveurs ; sur un bureau, arrêtez-le et lancez : tocsin</translation>
    </message>
    <message>
        <source>The tray icon is shown.</source>
        <translation>L’icône est affichée.</translation>
    </message>
    <message>
        <source>This desktop shows no tray icons.</source>
        <translation>Ce bureau n’affiche pas d’icônes.</translation>
    </message>
    <message>
        <source>Run tocsin again to open its window. GNOME shows icons with the extension AppIndicator Support.</source>
        <translation>Lancez tocsin à nouveau pour ouvrir sa fenêtre. GNOME affiche les icônes avec l’extension AppIndicator Support.</translation>
    </message>
    <message>
        <source>Without a display no notifications are shown.</source>
        <translation>Sans écran, aucune notification n’est affichée.</translation>
    </message>
    <message>
        <source>Texts are sent at once.</source>
        <translation>Les SMS sont envoyés tout de suite.</translation>
    </message>
    <message>
        <source>No notification service was found.</source>
        <translation>Aucun service de notifications n’a été trouvé.</translation>
    </message>
    <message>
        <source>Install one that fits your desktop, such as dunst or mako.</source>
        <translation>Installez-en un qui convient à votre bureau, par exemple dunst ou mako.</translation>
    </message>
    <message>
        <source>The notification service starts with the first notification.</source>
        <translation>Le service de notifications démarre avec la première notification.</translation>
    </message>
    <message>
        <source>Notifications can be shown.</source>
        <translation>Les notifications peuvent être affichées.</translation>
    </message>
    <message>
        <source>Notifications are shown by %1.</source>
        <translation>Les notifications sont affichées par %1.</translation>
    </message>
    <message>
        <source>Do Not Disturb is on.</source>
        <translation>« Ne pas déranger » est activé.</translation>
    </message>
    <message>
        <source>Turn it off to see notifications.</source>
        <translation>Désactivez-le pour voir les notifications.</translation>
    </message>
    <message>
        <source>Notifications have buttons.</source>
        <translation>Les notifications ont des boutons.</translation>
    </message>
    <message>
        <source>This notification service shows no buttons.</source>
        <translation>Ce service de notifications n’affiche pas de boutons.</translation>
    </message>
    <message>
        <source>Answer in the window: run tocsin, or click its icon.</source>
        <translation>Répondez dans la fenêtre des demandes : lancez tocsin, ou cliquez sur son icône.</translation>
    </message>
    <message>
        <source>Notifications can have a sound.</source>
        <translation>Les notifications peuvent avoir un son.</translation>
    </message>
    <message>
        <source>This notification service plays no sounds by name.</source>
        <translation>Ce service de notifications ne joue pas de sons par leur nom.</translation>
    </message>
    <message>
        <source>If you want one, set it in the service&apos;s own configuration.</source>
        <translation>Si vous en voulez un, réglez-le dans la configuration du service.</translation>
    </message>
    <message>
        <source>Unlock or start the keychain; Tocsin then reads the login.</source>
        <translation>Déverrouillez ou démarrez le trousseau ; Tocsin lira alors la connexion.</translation>
    </message>
    <message>
        <source>To get texts on your phone, run: tocsin login</source>
        <translation>Pour recevoir des SMS, lancez : tocsin login</translation>
    </message>
    <message>
        <source>The server at %1 responds.</source>
        <translation>Le serveur %1 répond.</translation>
    </message>
    <message>
        <source>The clock is compared with the server&apos;s once that responds.</source>
        <translation>L’horloge est comparée à celle du serveur dès qu’il répond.</translation>
    </message>
    <message>
        <source>The clock agrees with the server&apos;s.</source>
        <translation>L’horloge concorde avec celle du serveur.</translation>
    </message>
    <message>
        <source>Run: timedatectl set-ntp true</source>
        <translation>Lancez : timedatectl set-ntp true</translation>
    </message>
    <message>
        <source>No Claude Code session runs on this computer now.</source>
        <translation>Aucune session de Claude Code n’est en cours sur cet ordinateur.</translation>
    </message>
    <message numerus="yes">
        <source>%n running Claude Code session(s) send hooks.</source>
        <translation>
            <numerusform>%n session de Claude Code en cours envoie ses hooks.</numerusform>
            <numerusform>%n sessions de Claude Code en cours envoient leurs hooks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running Claude Code session(s) sent no hook.</source>
        <translation>
            <numerusform>%n session de Claude Code en cours n’a envoyé aucun hook.</numerusform>
            <numerusform>%n sessions de Claude Code en cours n’ont envoyé aucun hook.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The status files of %n session(s) cannot be read.</source>
        <translation>
            <numerusform>Le fichier d’état de %n session ne peut pas être lu.</numerusform>
            <numerusform>Les fichiers d’état de %n sessions ne peuvent pas être lus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Update Claude Code: without them, an answer in the terminal is noticed later.</source>
        <translation>Mettez Claude Code à jour : sans eux, une réponse dans le terminal est remarquée plus tard.</translation>
    </message>
    <message>
        <source>The sessions&apos; status files can be read.</source>
        <translation>Les fichiers d’état des sessions peuvent être lus.</translation>
    </message>
    <message>
        <source>It is known whether you are at the computer (%1).</source>
        <translation>On sait si vous êtes devant l’ordinateur (%1).</translation>
    </message>
    <message>
        <source>It is not known whether you are at the computer.</source>
        <translation>On ne sait pas si vous êtes devant l’ordinateur.</translation>
    </message>
    <message>
        <source>Tocsin can save its data.</source>
        <translation>Tocsin peut enregistrer ses données.</translation>
    </message>
    <message>
        <source>Tocsin cannot save its data: %1</source>
        <translation>Tocsin ne peut pas enregistrer ses données : %1</translation>
    </message>
    <message>
        <source>Free up disk space, or check the permissions of %1.</source>
        <translation>Libérez de l’espace, ou vérifiez les droits de %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of Claude Code could not be read.</source>
        <translation>
            <numerusform>%n événement de Claude Code n’a pas pu être lu.</numerusform>
            <numerusform>%n événements de Claude Code n’ont pas pu être lus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Please report it; the files *.bad in %1 can then be deleted.</source>
        <translation>Merci de le signaler ; les fichiers *.bad dans %1 peuvent ensuite être supprimés.</translation>
    </message>
    <message>
        <source>Claude Code has not run here: there is no %1.</source>
        <translation>Claude Code n’a pas encore été lancé ici : il n’y a pas de %1.</translation>
    </message>
    <message>
        <source>The plugin is not installed in Claude Code (%1).</source>
        <translation>Le plugin n’est pas installé dans Claude Code (%1).</translation>
    </message>
    <message>
        <source>The plugin is turned off in Claude Code (%1).</source>
        <translation>Le plugin est désactivé dans Claude Code (%1).</translation>
    </message>
    <message>
        <source>Run: claude plugin enable tocsin@tocsin</source>
        <translation>Lancez : claude plugin enable tocsin@tocsin</translation>
    </message>
    <message>
        <source>Claude Code cannot read the plugin&apos;s hooks.</source>
        <translation>Claude Code ne peut pas lire les hooks du plugin.</translation>
    </message>
    <message>
        <source>Run: claude plugin uninstall tocsin@tocsin &amp;&amp; claude plugin install tocsin@tocsin, then restart the sessions</source>
        <translation>Lancez : claude plugin uninstall tocsin@tocsin &amp;&amp; claude plugin install tocsin@tocsin, puis relancez les sessions</translation>
    </message>
    <message>
        <source>Claude Code has version %1 of the plugin; this is Tocsin %2.</source>
        <translation>Claude Code a la version %1 du plugin ; ceci est Tocsin %2.</translation>
    </message>
    <message>
        <source>Claude Code keeps an older copy of the plugin.</source>
        <translation>Claude Code garde une copie plus ancienne du plugin.</translation>
    </message>
    <message>
        <source>The plugin is installed in Claude Code, version %1.</source>
        <translation>Le plugin est installé dans Claude Code, version %1.</translation>
    </message>
    <message>
        <source>The hooks cannot find tocsin-hookbridge.</source>
        <translation>Les hooks ne trouvent pas tocsin-hookbridge.</translation>
    </message>
    <message>
        <source>Put it on the PATH, or in ~/.local/bin or /usr/local/bin.</source>
        <translation>Placez-le dans le PATH, dans ~/.local/bin ou dans /usr/local/bin.</translation>
    </message>
    <message>
        <source>The hooks run %1.</source>
        <translation>Les hooks lancent %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n Claude Code session(s) run on this computer.</source>
        <translation>
            <numerusform>%n session de Claude Code en cours sur cet ordinateur.</numerusform>
            <numerusform>%n sessions de Claude Code en cours sur cet ordinateur.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of Claude Code wait for the app.</source>
        <translation>
            <numerusform>%n événement de Claude Code attend le programme.</numerusform>
            <numerusform>%n événements de Claude Code attendent le programme.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are reported when it starts.</source>
        <translation>Ils seront signalés à son démarrage.</translation>
    </message>
    <message>
        <source>The server address is in Settings.</source>
        <translation>L’adresse du serveur est dans les réglages.</translation>
    </message>
    <message>
        <source>A login will be kept in a file that only you can read.</source>
        <translation>Une connexion sera conservée dans un fichier que vous seul pouvez lire.</translation>
    </message>
    <message>
        <source>A login will be kept in the keychain.</source>
        <translation>Une connexion sera conservée dans le trousseau.</translation>
    </message>
    <message>
        <source>Restart any that started before the plugin was installed.</source>
        <translation>Relancez celles qui ont été lancées avant l’installation du plugin.</translation>
    </message>
    <message>
        <source>Whoever runs the server can give it a Twilio account: see its README.</source>
        <translation>La personne qui gère le serveur peut lui donner un compte Twilio : voir son fichier README.</translation>
    </message>
    <message>
        <source>No keychain answers: a login will last until Tocsin ends.</source>
        <translation>Aucun trousseau ne répond : une connexion durera jusqu’à la fin de Tocsin.</translation>
    </message>
    <message>
        <source>Start a keychain. Or start Tocsin with --token-store=file, which keeps the login in a file that only you can read.</source>
        <translation>Démarrez un trousseau, ou bien démarrez Tocsin avec --token-store=file, qui conserve la connexion dans un fichier que vous seul pouvez lire.</translation>
    </message>
    <message>
        <source>To say where you are: tocsin away, tocsin here</source>
        <translation>Pour dire où vous êtes : tocsin away, tocsin here</translation>
    </message>
    <message>
        <source>Texts wait as long as you chose.</source>
        <translation>Les SMS attendent le temps que vous avez choisi.</translation>
    </message>
    <message>
        <source>Texts are sent at once all the same, as no notifications can be shown.</source>
        <translation>Les SMS sont quand même envoyés aussitôt, car aucune notification ne peut être affichée.</translation>
    </message>
    <message>
        <source>Check that your phone is on, then run: tocsin test --text</source>
        <translation>Vérifiez que votre téléphone est allumé, puis lancez : tocsin test --text</translation>
    </message>
    <message>
        <source>What still waits for you is texted later. To get fewer texts, open Alerts in Settings.</source>
        <translation>Ce qui vous attend encore sera envoyé plus tard par SMS. Pour recevoir moins de SMS, ouvrez « Alertes » dans les réglages.</translation>
    </message>
    <message>
        <source>Run: %1</source>
        <extracomment>%1 is a command</extracomment>
        <translation>Lancez : %1</translation>
    </message>
    <message>
        <source>%1 is ignored: it has to be %2.</source>
        <extracomment>%2 is for example &quot;a number from 5 to 240&quot;</extracomment>
        <translation>%1 est ignoré. Valeur attendue : %2.</translation>
    </message>
    <message>
        <source>Correct or remove this environment variable, then restart Tocsin.</source>
        <translation>Corrigez ou supprimez cette variable d’environnement, puis redémarrez Tocsin.</translation>
    </message>
    <message>
        <source>Correct or remove it in %1, then restart Tocsin.</source>
        <translation>Corrigez ou supprimez cette entrée dans %1, puis redémarrez Tocsin.</translation>
    </message>
    <message>
        <source>No Claude Code session is running on this computer.</source>
        <translation>Aucune session Claude Code ne tourne sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>EndQuestion</name>
    <message>
        <source>End Session</source>
        <translation>Quitter la session</translation>
    </message>
    <message>
        <source>End “%1”?</source>
        <translation>Quitter « %1 » ?</translation>
    </message>
    <message>
        <source>Claude Code stops what it is doing and exits, as if its terminal were closed. To go on later, run: claude --resume</source>
        <translation>Claude Code interrompt son travail et se termine, comme si son terminal était fermé. Pour reprendre plus tard, exécutez : claude --resume</translation>
    </message>
    <message>
        <source>&amp;End Session</source>
        <translation>&amp;Quitter la session</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
</context>
<context>
    <name>HeldBackText</name>
    <message>
        <source>limit of this kind</source>
        <translation>limite pour ce type</translation>
    </message>
    <message>
        <source>it reached the server too late</source>
        <translation>arrivé trop tard au serveur</translation>
    </message>
    <message>
        <source>the server did not send it</source>
        <translation>non envoyé par le serveur</translation>
    </message>
    <message>
        <source>your phone replied STOP</source>
        <translation>votre téléphone a répondu STOP</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) not sent: %1</source>
        <extracomment>%1 is the reason</extracomment>
        <translation>
            <numerusform>%n SMS non envoyé : %1</numerusform>
            <numerusform>%n SMS non envoyés : %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) held back until %1: %2</source>
        <extracomment>%1 is a time, %2 the reason</extracomment>
        <translation>
            <numerusform>%n SMS retenu jusqu’à %1 : %2</numerusform>
            <numerusform>%n SMS retenus jusqu’à %1 : %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notification(s) held back until %1: %2</source>
        <extracomment>%1 is a time, %2 the reason</extracomment>
        <translation>
            <numerusform>%n notification retenue jusqu’à %1 : %2</numerusform>
            <numerusform>%n notifications retenues jusqu’à %1 : %2</numerusform>
        </translation>
    </message>
    <message>
        <source>muted until %1</source>
        <translation>en sourdine jusqu’à %1</translation>
    </message>
    <message>
        <source>the session ended</source>
        <translation>la session est terminée</translation>
    </message>
    <message>
        <source>you were notified before</source>
        <translation>vous avez déjà été prévenu</translation>
    </message>
    <message>
        <source>another text counts it</source>
        <translation>un autre SMS en tient compte</translation>
    </message>
</context>
<context>
    <name>HistoryReport</name>
    <message>
        <source>A tool failed</source>
        <translation>Un outil a échoué</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 is what became of it, %2 why</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>notification shown</source>
        <translation>notification affichée</translation>
    </message>
    <message>
        <source>no notification</source>
        <translation>pas de notification</translation>
    </message>
    <message>
        <source>notification planned</source>
        <translation>notification prévue</translation>
    </message>
    <message>
        <source>text not delivered</source>
        <translation>SMS non distribué</translation>
    </message>
    <message>
        <source>text sent</source>
        <translation>SMS envoyé</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>pas de SMS</translation>
    </message>
    <message>
        <source>text withdrawn</source>
        <translation>SMS retiré</translation>
    </message>
    <message>
        <source>text planned</source>
        <translation>SMS prévu</translation>
    </message>
    <message>
        <source>answered in Tocsin</source>
        <translation>répondu dans Tocsin</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <extracomment>%1 is a time, %2 the name of a session, %3 what happened</extracomment>
        <translation>%1 %2 : %3</translation>
    </message>
    <message>
        <source>No alerts in the last 30 days.</source>
        <translation>Aucune alerte ces 30 derniers jours.</translation>
    </message>
    <message>
        <source>text not sent yet</source>
        <translation>SMS pas encore envoyé</translation>
    </message>
    <message>
        <source>text waiting for you to log in</source>
        <translation>SMS en attente de votre connexion</translation>
    </message>
    <message>
        <source>text on its way to the server</source>
        <translation>SMS en route vers le serveur</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>%1
The login lasts until Tocsin ends. To keep it in a file that only you can read, start with --token-store=file.</source>
        <translation>%1
La connexion dure jusqu’à la fin de Tocsin. Pour la garder dans un fichier que vous seul pouvez lire, démarrez avec --token-store=file.</translation>
    </message>
    <message>
        <source>Your login could not be read. %1
Tocsin looks again when the keychain opens.</source>
        <translation>Votre connexion n’a pas pu être lue. %1
Tocsin réessaiera quand le trousseau s’ouvrira.</translation>
    </message>
    <message>
        <source>%1
To take it over, start once with --import-login; else delete that file.</source>
        <translation>%1
Pour la reprendre, démarrez une fois avec --import-login ; sinon, supprimez ce fichier.</translation>
    </message>
    <message>
        <source>%1
Please delete that file.</source>
        <translation>%1
Veuillez supprimer ce fichier.</translation>
    </message>
    <message>
        <source>No display found. Run &quot;tocsin --headless&quot; to use texts without a tray icon or notifications.</source>
        <translation>Aucun écran trouvé. Avec « tocsin --headless », les SMS fonctionnent sans icône ni notifications.</translation>
    </message>
    <message>
        <source>Tocsin is running without a tray. Log in with: tocsin login</source>
        <translation>Tocsin fonctionne sans icône. Pour vous connecter : tocsin login</translation>
    </message>
</context>
<context>
    <name>NotificationOffer</name>
    <message>
        <source>Allow</source>
        <translation>Autoriser</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Refuser</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Examiner…</translation>
    </message>
    <message>
        <source>Mute 1 h</source>
        <translation>Sourdine 1 h</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Répondre…</translation>
    </message>
    <message>
        <source>Show Terminal</source>
        <translation>Afficher le terminal</translation>
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
        <translation>Pas de notification.</translation>
    </message>
    <message>
        <source>No notification: %1.</source>
        <translation>Pas de notification : %1.</translation>
    </message>
    <message>
        <source>Notification held back until %1: %2.</source>
        <translation>Notification retenue jusqu’à %1 : %2.</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>dans %1</translation>
    </message>
    <message>
        <source>with sound</source>
        <translation>avec son</translation>
    </message>
    <message>
        <source>without contents</source>
        <translation>sans le contenu</translation>
    </message>
    <message>
        <source>Notification: %1.</source>
        <extracomment>&quot;Notification: now, with sound.&quot;</extracomment>
        <translation>Notification : %1.</translation>
    </message>
    <message>
        <source>No text.</source>
        <translation>Pas de SMS.</translation>
    </message>
    <message>
        <source>No text: %1.</source>
        <translation>Pas de SMS : %1.</translation>
    </message>
    <message>
        <source>Text held back until %1: %2.</source>
        <translation>SMS retenu jusqu’à %1 : %2.</translation>
    </message>
    <message>
        <source>Text: now, because %1.</source>
        <translation>SMS : maintenant, car %1.</translation>
    </message>
    <message>
        <source>Text: now.</source>
        <translation>SMS : maintenant.</translation>
    </message>
    <message>
        <source>Text: after %1 unless you react.</source>
        <translation>SMS : après %1 si vous ne réagissez pas.</translation>
    </message>
    <message>
        <source>Text: after %1 unless it is answered by then.</source>
        <translation>SMS : après %1 s’il n’y a pas de réponse d’ici là.</translation>
    </message>
    <message>
        <source>Text: after %1, because %2.</source>
        <translation>SMS : après %1, car %2.</translation>
    </message>
    <message>
        <source>Text: after %1.</source>
        <translation>SMS : après %1.</translation>
    </message>
    <message>
        <source>No notification and no text: %1.</source>
        <translation>Ni notification ni SMS : %1.</translation>
    </message>
    <message>
        <source>Held back until %1: %2.</source>
        <translation>Retenu jusqu’à %1 : %2.</translation>
    </message>
    <message>
        <source>background run</source>
        <translation>exécution en arrière-plan</translation>
    </message>
    <message>
        <source>its team lead notifies you</source>
        <translation>la session qui dirige l’équipe vous prévient</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>the turn was short</source>
        <translation>le tour était court</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>en sourdine</translation>
    </message>
    <message>
        <source>quiet hours</source>
        <translation>heures calmes</translation>
    </message>
    <message>
        <source>Do Not Disturb is on</source>
        <translation>« Ne pas déranger » est activé</translation>
    </message>
    <message>
        <source>you are looking at the session</source>
        <translation>vous regardez la session</translation>
    </message>
    <message>
        <source>you have reacted</source>
        <translation>vous avez réagi</translation>
    </message>
    <message>
        <source>it may be answered by a rule</source>
        <translation>une règle peut y répondre</translation>
    </message>
    <message>
        <source>you may still react</source>
        <translation>vous pouvez encore réagir</translation>
    </message>
    <message>
        <source>you are away</source>
        <translation>vous êtes absent</translation>
    </message>
    <message>
        <source>no notification can be shown here</source>
        <translation>aucune notification ne peut être affichée ici</translation>
    </message>
    <message>
        <source>you are not logged in</source>
        <translation>vous n’êtes pas connecté</translation>
    </message>
    <message>
        <source>texts are off for this session</source>
        <translation>les SMS sont désactivés pour cette session</translation>
    </message>
    <message>
        <source>the server did not accept this session</source>
        <translation>le serveur n’a pas accepté cette session</translation>
    </message>
</context>
<context>
    <name>PrimaryInstance</name>
    <message>
        <source>The path %1 is too long for a socket. Set TOCSIN_SOCKET to a shorter one.</source>
        <translation>Le chemin %1 est trop long pour un socket. Définissez TOCSIN_SOCKET avec un chemin plus court.</translation>
    </message>
    <message>
        <source>Tocsin cannot listen at %1: %2. Check the folder, or set TOCSIN_SOCKET to another path.</source>
        <translation>Tocsin ne peut pas écouter sur %1 : %2. Vérifiez le dossier, ou définissez TOCSIN_SOCKET avec un autre chemin.</translation>
    </message>
    <message>
        <source>Other users can write to the folder of %1, so Tocsin will not use it. Set its owner to you and its mode to 0700.</source>
        <translation>D’autres utilisateurs peuvent écrire dans le dossier de %1, Tocsin ne l’utilise donc pas. Rendez-vous-en propriétaire, avec les droits 0700.</translation>
    </message>
    <message>
        <source>Tocsin is already running.</source>
        <translation>Tocsin est déjà lancé.</translation>
    </message>
    <message>
        <source>Tocsin is already running but is not responding. Quit it and start it again.</source>
        <translation>Tocsin est déjà lancé mais ne répond pas. Quittez-le et relancez-le.</translation>
    </message>
</context>
<context>
    <name>RequestText</name>
    <message>
        <source>%1: has a question</source>
        <extracomment>%1 is the name of a Claude session</extracomment>
        <translation>%1 : a une question</translation>
    </message>
    <message>
        <source>%1: has a plan to approve</source>
        <translation>%1 : a un plan à approuver</translation>
    </message>
    <message>
        <source>%1: needs permission</source>
        <translation>%1 : demande une autorisation</translation>
    </message>
    <message>
        <source>asked just now</source>
        <translation>demandé à l’instant</translation>
    </message>
    <message numerus="yes">
        <source>asked %n min ago</source>
        <translation>
            <numerusform>demandé il y a %n min</numerusform>
            <numerusform>demandé il y a %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>asked %n h ago</source>
        <translation>
            <numerusform>demandé il y a %n h</numerusform>
            <numerusform>demandé il y a %n h</numerusform>
        </translation>
    </message>
    <message>
        <source>It runs with administrator rights.</source>
        <translation>Il s’exécute avec les droits d’administrateur.</translation>
    </message>
    <message>
        <source>It deletes whole folders or files that are not committed.</source>
        <translation>Il supprime des dossiers entiers ou des fichiers non validés.</translation>
    </message>
    <message>
        <source>It overwrites Git history or discards changes.</source>
        <translation>Il réécrit l’historique Git ou annule des modifications.</translation>
    </message>
    <message>
        <source>It runs code that comes from elsewhere.</source>
        <translation>Il exécute du code qui vient d’ailleurs.</translation>
    </message>
    <message>
        <source>It works on disks or file systems directly.</source>
        <translation>Il agit directement sur des disques ou des systèmes de fichiers.</translation>
    </message>
    <message>
        <source>It reads or changes keys, passwords or tokens.</source>
        <translation>Il lit ou modifie des clés, des mots de passe ou des jetons.</translation>
    </message>
    <message>
        <source>It changes settings of Claude Code, Tocsin, the shell, Git or the system.</source>
        <translation>Il modifie des réglages de Claude Code, de Tocsin, du shell, de Git ou du système.</translation>
    </message>
    <message>
        <source>It contains characters that cannot be seen. They are shown as ⟨U+…⟩.</source>
        <translation>Il contient des caractères invisibles. Ils sont affichés sous la forme ⟨U+…⟩.</translation>
    </message>
    <message>
        <source>It ends many programs, or shuts the computer down.</source>
        <translation>Il arrête de nombreux programmes ou éteint l’ordinateur.</translation>
    </message>
    <message>
        <source>It runs a script or a program. This window cannot show what that does.</source>
        <translation>Il exécute un script ou un programme. Cette fenêtre ne peut pas montrer ce qu’il fait.</translation>
    </message>
    <message>
        <source>It is on your own list of dangerous calls.</source>
        <translation>Il figure dans votre propre liste d’appels dangereux.</translation>
    </message>
    <message>
        <source>Allowed once</source>
        <translation>Autorisé une fois</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Denied and stopped</source>
        <translation>Refusé et arrêté</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Répondu</translation>
    </message>
    <message>
        <source>Plan approved, edits accepted</source>
        <translation>Plan approuvé, modifications acceptées</translation>
    </message>
    <message>
        <source>Plan approved</source>
        <translation>Plan approuvé</translation>
    </message>
    <message>
        <source>Sent back to planning</source>
        <translation>Renvoyé à la planification</translation>
    </message>
    <message>
        <source>in the notification</source>
        <translation>dans la notification</translation>
    </message>
    <message>
        <source>in the window</source>
        <translation>dans la fenêtre</translation>
    </message>
    <message>
        <source>by text</source>
        <translation>par SMS</translation>
    </message>
    <message>
        <source>on the dashboard</source>
        <translation>sur le tableau de bord</translation>
    </message>
    <message>
        <source>Sent. Waiting for Claude to go on.</source>
        <translation>Envoyé. Claude n’a pas encore continué.</translation>
    </message>
    <message>
        <source>Not delivered. If Claude still waits, answer in the terminal.</source>
        <translation>Non transmis. Si Claude attend encore, répondez dans le terminal.</translation>
    </message>
    <message>
        <source>Claude went on as decided.</source>
        <translation>Claude a continué comme décidé.</translation>
    </message>
    <message>
        <source>Too late: answered in the terminal.</source>
        <translation>Trop tard : une réponse a été donnée dans le terminal.</translation>
    </message>
    <message>
        <source>Another hook changed the call: what ran is not what was shown.</source>
        <translation>Un autre hook a modifié l’appel : ce qui a été exécuté n’est pas ce qui était affiché.</translation>
    </message>
    <message>
        <source>Not sent: this request is no longer waiting.</source>
        <translation>Non envoyé : cette demande n’est plus en attente.</translation>
    </message>
    <message>
        <source>Not sent: this request was already answered %1.</source>
        <extracomment>%1 is &quot;in the notification&quot;, &quot;in the window&quot;, …</extracomment>
        <translation>Non envoyé : une réponse a déjà été donnée %1.</translation>
    </message>
    <message>
        <source>Not sent: this request cannot be answered that way.</source>
        <translation>Non envoyé : cette demande n’accepte pas cette réponse.</translation>
    </message>
    <message>
        <source>Not sent: answer every question first.</source>
        <translation>Non envoyé : répondez d’abord à toutes les questions.</translation>
    </message>
    <message numerus="yes">
        <source>Claude goes on without an answer in %n s at the earliest.</source>
        <translation>
            <numerusform>Claude continue sans réponse dans %n s au plus tôt.</numerusform>
            <numerusform>Claude continue sans réponse dans %n s au plus tôt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude goes on without an answer in %n min at the earliest.</source>
        <translation>
            <numerusform>Claude continue sans réponse dans %n min au plus tôt.</numerusform>
            <numerusform>Claude continue sans réponse dans %n min au plus tôt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Always allowed</source>
        <translation>Toujours autorisé</translation>
    </message>
</context>
<context>
    <name>ServerAddress</name>
    <message>
        <source>Enter the address of your server, for example https://sms.example.org.</source>
        <translation>Saisissez l’adresse de votre serveur, par exemple https://sms.example.org.</translation>
    </message>
    <message>
        <source>The server address must start with https://, for example https://sms.example.org.</source>
        <translation>L’adresse du serveur doit commencer par https://, par exemple https://sms.example.org.</translation>
    </message>
    <message>
        <source>Enter a host name after %1://.</source>
        <translation>Saisissez un nom d’hôte après %1://.</translation>
    </message>
    <message>
        <source>Remove the user name and password. You log in with your phone number.</source>
        <translation>Retirez le nom d’utilisateur et le mot de passe. Vous vous connectez avec votre numéro de téléphone.</translation>
    </message>
    <message>
        <source>Remove everything from the ? or # onward.</source>
        <translation>Retirez tout ce qui suit le ? ou le #.</translation>
    </message>
    <message>
        <source>Use https:// here. http:// is only safe for a server on this computer.</source>
        <translation>Utilisez ici https://. http:// n’est sûr que pour un serveur sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Enter the whole address: %1</source>
        <translation>Saisissez l’adresse complète : %1</translation>
    </message>
    <message>
        <source>A port is a number from 1 to %1.</source>
        <translation>Un port est un nombre de 1 à %1.</translation>
    </message>
    <message>
        <source>This is not a web address. Enter one such as https://sms.example.org.</source>
        <translation>Ce n’est pas une adresse web. Saisissez-en une telle que https://sms.example.org.</translation>
    </message>
</context>
<context>
    <name>ServerCheck</name>
    <message>
        <source>%1 answered, but it is not a Tocsin server%2. Check the address and whether your network requires you to sign in.</source>
        <extracomment>%2 is empty, or for example &quot; (HTTP 501)&quot;</extracomment>
        <translation>%1 a répondu, mais ce n’est pas un serveur Tocsin%2. Vérifiez l’adresse et si votre réseau demande une connexion.</translation>
    </message>
    <message>
        <source>%1 answered, but no Tocsin server is running there now%2. Check the address, or try again in a few minutes.</source>
        <extracomment>%2 is for example &quot; (HTTP 502)&quot;</extracomment>
        <translation>%1 a répondu, mais aucun serveur Tocsin n’y fonctionne pour le moment%2. Vérifiez l’adresse ou réessayez dans quelques minutes.</translation>
    </message>
    <message>
        <source>%1 answered, but it is not a Tocsin server%2. Check the address.</source>
        <extracomment>%2 is empty, or for example &quot; (HTTP 501)&quot;</extracomment>
        <translation>%1 a répondu, mais ce n’est pas un serveur Tocsin%2. Vérifiez l’adresse.</translation>
    </message>
    <message>
        <source>No Tocsin server at %1. Notifications work without one. To get texts, start a server on this computer or enter the address of another one.</source>
        <translation>Aucun serveur Tocsin à l’adresse %1. Les notifications fonctionnent sans serveur. Pour recevoir des SMS, démarrez un serveur sur cet ordinateur ou saisissez l’adresse d’un autre.</translation>
    </message>
    <message>
        <source>Could not reach %1. Check the address and your internet connection, then try again.</source>
        <translation>Impossible de joindre %1. Vérifiez l’adresse et votre connexion à Internet, puis réessayez.</translation>
    </message>
    <message>
        <source>%1 is not responding. Check the address and your internet connection, then try again.</source>
        <translation>%1 ne répond pas. Vérifiez l’adresse et votre connexion à Internet, puis réessayez.</translation>
    </message>
    <message>
        <source>%1 closed the connection without an answer. Check the address, then try again.</source>
        <translation>%1 a fermé la connexion sans répondre. Vérifiez l’adresse, puis réessayez.</translation>
    </message>
    <message>
        <source>Could not connect securely to %1. Check the address and this computer&apos;s date and time.</source>
        <translation>Connexion sécurisée à %1 impossible. Vérifiez l’adresse ainsi que la date et l’heure de cet ordinateur.</translation>
    </message>
    <message>
        <source>This computer does not trust the certificate of %1. Check the address; if the server uses a private certificate authority, add its certificate in Settings.</source>
        <translation>Cet ordinateur ne fait pas confiance au certificat de %1. Vérifiez l’adresse ; si le serveur utilise une autorité de certification privée, ajoutez son certificat dans les paramètres.</translation>
    </message>
    <message>
        <source>The certificate of %1 was issued for a different address. Check the address.</source>
        <translation>Le certificat de %1 a été émis pour une autre adresse. Vérifiez l’adresse.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired or is not valid yet. Check this computer&apos;s date; if it is correct, ask the server&apos;s administrator to renew the certificate.</source>
        <translation>Le certificat de %1 a expiré ou n’est pas encore valide. Vérifiez la date de cet ordinateur ; si elle est correcte, demandez à l’administrateur du serveur de renouveler le certificat.</translation>
    </message>
    <message>
        <source>The address %1 is not secure. Enter one that starts with https://.</source>
        <translation>L’adresse %1 n’est pas sécurisée. Saisissez-en une qui commence par https://.</translation>
    </message>
    <message>
        <source>The Tocsin server at %1 reported a problem. Try again in a few minutes.</source>
        <translation>Le serveur Tocsin à l’adresse %1 a signalé un problème. Réessayez dans quelques minutes.</translation>
    </message>
    <message>
        <source>The Tocsin server at %1 and this Tocsin are incompatible versions. Update the older one.</source>
        <translation>Le serveur Tocsin à l’adresse %1 et ce Tocsin sont de versions incompatibles. Mettez à jour la plus ancienne.</translation>
    </message>
</context>
<context>
    <name>SessionChoice</name>
    <message>
        <source>No Claude Code sessions running.</source>
        <translation>Aucune session de Claude Code en cours.</translation>
    </message>
    <message>
        <source>Several sessions are running. Choose one with --session ID:</source>
        <translation>Plusieurs sessions sont en cours. Choisissez-en une avec --session ID :</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is the beginning or the name of several sessions:</source>
        <translation>« %1 » est le début ou le nom de plusieurs sessions :</translation>
    </message>
    <message>
        <source>No session &quot;%1&quot; is running.</source>
        <translation>Aucune session « %1 » n’est en cours.</translation>
    </message>
    <message>
        <source>These are running:</source>
        <translation>Sessions en cours :</translation>
    </message>
</context>
<context>
    <name>SessionEnder</name>
    <message>
        <source>It runs on another computer or in a container. End it in its terminal.</source>
        <translation>Elle s’exécute sur un autre ordinateur ou dans un conteneur. Quittez-la dans son terminal.</translation>
    </message>
    <message>
        <source>It has already ended.</source>
        <translation>Elle est déjà terminée.</translation>
    </message>
    <message>
        <source>The system did not allow it. End it in its terminal.</source>
        <translation>Le système ne l’a pas permis. Quittez-la dans son terminal.</translation>
    </message>
    <message>
        <source>Claude Code was asked to end, but is still running. Close it in its terminal.</source>
        <translation>Claude Code a été prié de s’arrêter, mais fonctionne toujours. Fermez-le dans son terminal.</translation>
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
        <translation>%1 depuis %2</translation>
    </message>
    <message>
        <source>Answer it in the terminal.</source>
        <extracomment>%1 is what is asked, such as: Run: npm test</extracomment>
        <translation>Répondez dans le terminal.</translation>
    </message>
    <message>
        <source>Answer it in the terminal: %1</source>
        <translation>Répondez dans le terminal : %1</translation>
    </message>
</context>
<context>
    <name>SessionWords</name>
    <message>
        <source>idle</source>
        <translation>inactive</translation>
    </message>
    <message>
        <source>working</source>
        <translation>au travail</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>finie</translation>
    </message>
    <message>
        <source>ended unexpectedly</source>
        <translation>finie de façon inattendue</translation>
    </message>
    <message>
        <source>texts off</source>
        <translation>SMS désactivés</translation>
    </message>
    <message>
        <source>texts starting</source>
        <translation>SMS en cours d’activation</translation>
    </message>
    <message>
        <source>texts on</source>
        <translation>SMS activés</translation>
    </message>
    <message>
        <source>texts waiting for the server</source>
        <translation>SMS en attente du serveur</translation>
    </message>
    <message>
        <source>needs permission</source>
        <translation>demande une autorisation</translation>
    </message>
    <message>
        <source>has a question</source>
        <translation>a une question</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminée</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêtée</translation>
    </message>
    <message>
        <source>no activity</source>
        <translation>aucune activité</translation>
    </message>
    <message>
        <source>texts paused until you log in</source>
        <translation>SMS suspendus jusqu’à votre connexion</translation>
    </message>
</context>
<context>
    <name>SettingTable</name>
    <message>
        <source>&amp;Text me about new Claude sessions</source>
        <translation>&amp;M’envoyer des SMS pour les nouvelles sessions Claude</translation>
    </message>
    <message>
        <source>You can turn texts on or off for each session in the tray menu.</source>
        <translation>Le menu de la zone de notification permet d’activer ou de désactiver les SMS pour chaque session.</translation>
    </message>
    <message>
        <source>&amp;Notify about background runs (claude -p and SDK)</source>
        <translation>&amp;Notifier les exécutions en arrière-plan (claude -p et SDK)</translation>
    </message>
    <message>
        <source>Runs without a terminal are always listed, but notify you only if this is on.</source>
        <translation>Les exécutions sans terminal figurent toujours dans la liste, mais ne sont notifiées que si cette option est activée.</translation>
    </message>
    <message>
        <source>Notify about &amp;inactive sessions after:</source>
        <translation>Signaler les sessions &amp;inactives après :</translation>
    </message>
    <message>
        <source>How long a working session may show no activity.</source>
        <translation>Durée pendant laquelle une session au travail peut rester sans activité.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Langue :</translation>
    </message>
    <message>
        <source>The language of Tocsin&apos;s windows and notifications. Texts are in English.</source>
        <translation>La langue des fenêtres et des notifications de Tocsin. Les SMS sont en anglais.</translation>
    </message>
    <message>
        <source>Ser&amp;ver address:</source>
        <translation>Adresse du ser&amp;veur :</translation>
    </message>
    <message>
        <source>The server that sends the texts.</source>
        <translation>Le serveur qui envoie les SMS.</translation>
    </message>
    <message>
        <source>The session that leads the team notifies you in any case.</source>
        <translation>La session qui dirige l’équipe est notifiée dans tous les cas.</translation>
    </message>
    <message>
        <source>Name sessions after their &amp;first prompt</source>
        <translation>Nommer les sessions d’après leur &amp;premier prompt</translation>
    </message>
    <message>
        <source>Otherwise a session has the name of its folder. Texts contain the name.</source>
        <translation>Sinon, une session porte le nom de son dossier. Les SMS contiennent ce nom.</translation>
    </message>
    <message>
        <source>Igno&amp;re finished turns shorter than:</source>
        <translation>Ignorer les &amp;tours terminés plus courts que :</translation>
    </message>
    <message>
        <source>No notification and no text when a turn finishes sooner.</source>
        <translation>Ni notification ni SMS quand un tour se termine plus tôt.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Com&amp;bine repeated notifications within:</source>
        <translation>&amp;Regrouper les notifications répétées pendant :</translation>
    </message>
    <message>
        <source>For each session, such as &quot;3 errors&quot;. Permission requests and questions are always shown immediately.</source>
        <translation>Pour chaque session, par exemple « 3 erreurs ». Les demandes d’autorisation et les questions sont toujours affichées immédiatement.</translation>
    </message>
    <message>
        <source>Errors that sto&amp;p the work:</source>
        <translation>Erreurs qui &amp;bloquent le travail :</translation>
    </message>
    <message>
        <source>Regular expressions, one per line, case ignored. Empty: the built-in list.</source>
        <translation>Expressions régulières, une par ligne, sans distinction de casse. Vide : la liste intégrée.</translation>
    </message>
    <message>
        <source>C&amp;ustom CA certificate:</source>
        <translation>Certificat d’autorité per&amp;sonnalisé :</translation>
    </message>
    <message>
        <source>Only for a server that uses a private certificate authority.</source>
        <translation>Seulement pour un serveur qui utilise une autorité de certification privée.</translation>
    </message>
    <message>
        <source>Sen&amp;d heartbeats every:</source>
        <translation>Envo&amp;yer un signal de vie toutes les :</translation>
    </message>
    <message>
        <source>Heartbeats show the server that a session is still running. With more than 300 sessions they are less frequent.</source>
        <translation>Les signaux de vie indiquent au serveur qu’une session est toujours en cours. Au-delà de 300 sessions, ils sont moins fréquents.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>notification</source>
        <translation>notification</translation>
    </message>
    <message>
        <source>Show a notification on the desktop.</source>
        <translation>Afficher une notification sur le bureau.</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>son</translation>
    </message>
    <message>
        <source>The notification has a sound.</source>
        <translation>La notification est sonore.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>When a text is sent. You react by answering, or by clicking or closing the notification. While you are away, texts are sent at once.</source>
        <translation>Quand un SMS est envoyé. Vous réagissez en répondant, ou en cliquant sur la notification ou en la fermant. En votre absence, les SMS sont envoyés immédiatement.</translation>
    </message>
    <message>
        <source>text after</source>
        <translation>SMS après</translation>
    </message>
    <message>
        <source>How long you have to react before a text is sent.</source>
        <translation>Le temps dont vous disposez pour réagir avant l’envoi d’un SMS.</translation>
    </message>
    <message>
        <source>also during quiet hours</source>
        <translation>aussi en heures calmes</translation>
    </message>
    <message>
        <source>Neither quiet hours nor Do Not Disturb hold it back.</source>
        <translation>Ni les heures calmes ni « Ne pas déranger » ne le retiennent.</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>aussitôt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a topic, and what is chosen for it: &quot;Needs permission: text&quot;</extracomment>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Heures calmes</translation>
    </message>
    <message>
        <source>No notifications and no texts at these times, except where the table above says so. What is still open afterwards is reported then.</source>
        <translation>Ni notifications ni SMS à ces heures, sauf exceptions du tableau ci-dessus. Ce qui reste ouvert ensuite est signalé à ce moment-là.</translation>
    </message>
    <message>
        <source>&amp;Follow Do Not Disturb</source>
        <translation>Respecter « Ne &amp;pas déranger »</translation>
    </message>
    <message>
        <source>No texts while you are at the computer and its Do Not Disturb is on.</source>
        <translation>Pas de SMS quand vous êtes à l’ordinateur et que « Ne pas déranger » y est activé.</translation>
    </message>
    <message>
        <source>&amp;Keep contents off the screen</source>
        <translation>Ne pas afficher le conten&amp;u à l’écran</translation>
    </message>
    <message>
        <source>Notifications name the session, but show no command, question or message.</source>
        <translation>Les notifications nomment la session, mais ne montrent ni commande, ni question, ni message.</translation>
    </message>
    <message>
        <source>Notify about te&amp;ammates in agent teams</source>
        <translation>Notifier les mem&amp;bres des équipes d’agents</translation>
    </message>
    <message>
        <source>Show su&amp;bagents&apos; requests in the terminal after:</source>
        <translation>A&amp;fficher les demandes des sous-agents dans le terminal après :</translation>
    </message>
    <message>
        <source>A background subagent&apos;s request can be answered in Tocsin until then. While you are away, it waits until you return.</source>
        <translation>D’ici là, il est possible de répondre dans Tocsin à la demande d’un sous-agent en arrière-plan. En votre absence, elle attend votre retour.</translation>
    </message>
    <message>
        <source>Ask t&amp;wice before allowing:</source>
        <translation>Demander deux fo&amp;is avant d’autoriser :</translation>
    </message>
    <message>
        <source>Regular expressions, one per line, case ignored. Commands that match are treated as dangerous, in addition to the built-in list.</source>
        <translation>Expressions régulières, une par ligne, sans distinction de casse. Les commandes qui correspondent sont considérées comme dangereuses, en plus de la liste intégrée.</translation>
    </message>
    <message>
        <source>Keep the first wo&amp;rds of prompts in the history</source>
        <translation>Ga&amp;rder les premiers mots des prompts dans l’historique</translation>
    </message>
    <message>
        <source>On this computer, for 30 days. Turning it off deletes those that were kept.</source>
        <translation>Sur cet ordinateur, pendant 30 jours. La désactivation efface ceux qui ont été gardés.</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>a number from %1 to %2</source>
        <translation>un nombre de %1 à %2</translation>
    </message>
    <message>
        <source>an address such as https://texts.example.com (http only for this computer)</source>
        <translation>une adresse telle que https://texts.example.com (http pour cet ordinateur seulement)</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>l’une des valeurs %1</translation>
    </message>
    <message>
        <source>a list of quiet hours, each weekday once, such as mon-fri 22:00-07:00</source>
        <translation>une liste de heures calmes, chaque jour une seule fois, par exemple mon-fri 22:00-07:00</translation>
    </message>
    <message>
        <source>a time, such as 2026-02-01T14:00:00Z</source>
        <translation>un moment, par exemple 2026-02-01T14:00:00Z</translation>
    </message>
    <message>
        <source>away, here or empty</source>
        <translation>away, here ou vide</translation>
    </message>
</context>
<context>
    <name>StoryText</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is what was done, such as: No text; %2 why, such as: quiet hours</extracomment>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>Notification at %1</source>
        <translation>Notification à %1</translation>
    </message>
    <message>
        <source>Notification grouped with the next ones.</source>
        <translation>Notification regroupée avec les suivantes.</translation>
    </message>
    <message>
        <source>Notification shown.</source>
        <translation>Notification affichée.</translation>
    </message>
    <message>
        <source>Notification shown, and closed by you.</source>
        <translation>Notification affichée, puis fermée par vous.</translation>
    </message>
    <message>
        <source>No notification</source>
        <translation>Pas de notification</translation>
    </message>
    <message>
        <source>Text delivered.</source>
        <translation>SMS remis.</translation>
    </message>
    <message>
        <source>Texted at %1, delivered.</source>
        <translation>SMS à %1, remis.</translation>
    </message>
    <message>
        <source>Text not delivered.</source>
        <translation>SMS non remis.</translation>
    </message>
    <message>
        <source>Texted at %1, not delivered.</source>
        <translation>SMS à %1, non remis.</translation>
    </message>
    <message>
        <source>Text sent.</source>
        <translation>SMS envoyé.</translation>
    </message>
    <message>
        <source>Texted at %1.</source>
        <translation>SMS à %1.</translation>
    </message>
    <message>
        <source>Text at %1</source>
        <translation>SMS à %1</translation>
    </message>
    <message>
        <source>Text held back until %1</source>
        <translation>SMS retenu jusqu’à %1</translation>
    </message>
    <message>
        <source>Text on its way to the server.</source>
        <translation>SMS en route vers le serveur.</translation>
    </message>
    <message>
        <source>Text being withdrawn</source>
        <translation>SMS en cours d’annulation</translation>
    </message>
    <message>
        <source>No text: it was over before.</source>
        <translation>Pas de SMS : c’était réglé avant.</translation>
    </message>
    <message>
        <source>No text</source>
        <translation>Pas de SMS</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <extracomment>%1 is what was decided, such as: Allowed once; %2 is where: in the window</extracomment>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>Still open.</source>
        <translation>Encore en cours.</translation>
    </message>
    <message>
        <source>Answered in the terminal.</source>
        <translation>Répondu dans le terminal.</translation>
    </message>
    <message>
        <source>You entered the next prompt.</source>
        <translation>Vous avez saisi le prompt suivant.</translation>
    </message>
    <message>
        <source>Claude went on.</source>
        <translation>Claude a continué.</translation>
    </message>
    <message>
        <source>The session ended.</source>
        <translation>La session s’est terminée.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>%1 is a time, %2 what happened</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>A tool failed</source>
        <translation>Un outil a échoué</translation>
    </message>
    <message>
        <source>%1 (failed)</source>
        <extracomment>%1 is a tool and what it was about, such as: Bash npm test</extracomment>
        <translation>%1 (échec)</translation>
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
            <numerusform>%1 · %n appel d’outil</numerusform>
            <numerusform>%1 · %n appels d’outils</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · Prompt</source>
        <extracomment>%1 is a time</extracomment>
        <translation>%1 · Prompt</translation>
    </message>
    <message>
        <source>Text not sent yet.</source>
        <translation>SMS pas encore envoyé.</translation>
    </message>
    <message>
        <source>Text waiting for you to log in.</source>
        <translation>SMS en attente de votre connexion.</translation>
    </message>
</context>
<context>
    <name>TerminalText</name>
    <message>
        <source>the session has ended.</source>
        <translation>la session est terminée.</translation>
    </message>
    <message>
        <source>its Claude process has ended.</source>
        <translation>son processus Claude est terminé.</translation>
    </message>
    <message>
        <source>the session does not run in a terminal.</source>
        <translation>la session ne s’exécute pas dans un terminal.</translation>
    </message>
    <message>
        <source>it is on another computer, or in a container.</source>
        <translation>il se trouve sur un autre ordinateur ou dans un conteneur.</translation>
    </message>
    <message>
        <source>no window shows the tmux session %1.</source>
        <extracomment>%1 is the name of a tmux session</extracomment>
        <translation>aucune fenêtre n’affiche la session tmux %1.</translation>
    </message>
    <message>
        <source>GNU screen does not tell which window shows it.</source>
        <translation>GNU screen n’indique pas quelle fenêtre l’affiche.</translation>
    </message>
    <message>
        <source>its pane or tab was not found.</source>
        <translation>son volet ou son onglet est introuvable.</translation>
    </message>
    <message>
        <source>%1 was not found on this computer.</source>
        <extracomment>%1 is a program, such as: tmux</extracomment>
        <translation>%1 est introuvable sur cet ordinateur.</translation>
    </message>
    <message>
        <source>%1 did not answer, or refused.</source>
        <extracomment>%1 is a program, such as: tmux</extracomment>
        <translation>%1 n’a pas répondu ou a refusé.</translation>
    </message>
    <message>
        <source>its window was not found.</source>
        <translation>sa fenêtre est introuvable.</translation>
    </message>
    <message>
        <source>its program has several windows, and does not tell which one it is.</source>
        <translation>son programme a plusieurs fenêtres et n’indique pas laquelle est la bonne.</translation>
    </message>
    <message>
        <source>this desktop does not let programs raise windows.</source>
        <translation>ce bureau ne permet pas aux programmes de mettre une fenêtre au premier plan.</translation>
    </message>
    <message>
        <source>the desktop did not raise the window.</source>
        <translation>le bureau n’a pas mis la fenêtre au premier plan.</translation>
    </message>
    <message>
        <source>another program uses the terminal.</source>
        <translation>un autre programme utilise le terminal.</translation>
    </message>
    <message>
        <source>the pane does not take text, or other programs would get it too.</source>
        <translation>le volet n’accepte pas de texte, ou d’autres programmes le recevraient aussi.</translation>
    </message>
    <message>
        <source>the session does not wait for a prompt.</source>
        <translation>la session n’attend pas de prompt.</translation>
    </message>
    <message>
        <source>it is empty.</source>
        <translation>il est vide.</translation>
    </message>
    <message>
        <source>it is too long.</source>
        <translation>il est trop long.</translation>
    </message>
    <message>
        <source>it contains control characters.</source>
        <translation>il contient des caractères de contrôle.</translation>
    </message>
    <message>
        <source>it begins with ! or /, so Claude Code would take it as a command.</source>
        <translation>il commence par ! ou /, et Claude Code le prendrait pour une commande.</translation>
    </message>
    <message>
        <source>another prompt is being sent.</source>
        <translation>un autre prompt est en cours d’envoi.</translation>
    </message>
    <message>
        <source>the text is in the terminal, but the session was no longer ready for Enter.</source>
        <translation>le texte est dans le terminal, mais la session n’était plus prête pour la touche Entrée.</translation>
    </message>
    <message>
        <source>Enter was pressed, but the session has not reported the prompt.</source>
        <translation>la touche Entrée a été envoyée, mais la session n’a pas signalé le prompt.</translation>
    </message>
    <message>
        <source>Tocsin cannot bring this terminal to the front: %1</source>
        <extracomment>%1 is the reason, a sentence that goes on in lower case</extracomment>
        <translation>Tocsin ne peut pas mettre ce terminal au premier plan : %1</translation>
    </message>
    <message>
        <source>The prompt was not sent: %1</source>
        <extracomment>%1 is the reason, a sentence that goes on in lower case</extracomment>
        <translation>Le prompt n’a pas été envoyé : %1</translation>
    </message>
    <message>
        <source>Check the terminal: %1</source>
        <extracomment>%1 is the reason, a sentence that goes on in lower case</extracomment>
        <translation>Vérifiez le terminal : %1</translation>
    </message>
    <message>
        <source>something is typed at its prompt already.</source>
        <translation>quelque chose est déjà saisi à son invite.</translation>
    </message>
    <message>
        <source>GNOME Terminal&apos;s search provider is off. To turn it on, run the command below, then close all windows of GNOME Terminal.
%1</source>
        <extracomment>%1 is a command</extracomment>
        <translation>le fournisseur de recherche de GNOME Terminal est désactivé. Pour l’activer, exécutez la commande ci-dessous, puis fermez toutes les fenêtres de GNOME Terminal.
%1</translation>
    </message>
    <message>
        <source>this is possible only in tmux, WezTerm, and kitty with remote control.</source>
        <translation>ce n’est possible que dans tmux, WezTerm, et dans kitty avec le contrôle à distance.</translation>
    </message>
</context>
<context>
    <name>ToastText</name>
    <message>
        <source>Allow or deny it in the terminal.</source>
        <translation>Autorisez ou refusez dans le terminal.</translation>
    </message>
    <message>
        <source>Answer it in the terminal.</source>
        <translation>Répondez dans le terminal.</translation>
    </message>
    <message>
        <source>The request failed. Try again in the terminal.</source>
        <translation>La requête a échoué. Réessayez dans le terminal.</translation>
    </message>
    <message>
        <source>needs permission</source>
        <translation>demande une autorisation</translation>
    </message>
    <message>
        <source>has a question</source>
        <translation>a une question</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>no activity for %1</source>
        <extracomment>%1 is a span of time, such as &quot;10 min&quot;</extracomment>
        <translation>aucune activité depuis %1</translation>
    </message>
    <message>
        <source>no activity</source>
        <translation>aucune activité</translation>
    </message>
    <message>
        <source>message from Claude</source>
        <translation>message de Claude</translation>
    </message>
    <message>
        <source>usage limit reset</source>
        <translation>limite d’utilisation réinitialisée</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erreur</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêtée</translation>
    </message>
    <message>
        <source>ended unexpectedly</source>
        <translation>finie de façon inattendue</translation>
    </message>
    <message>
        <source>finished after %1</source>
        <extracomment>%1 is a span of time, such as &quot;4 min&quot;</extracomment>
        <translation>terminé après %1</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminée</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is the name of a session, %2 its state</extracomment>
        <translation>%1 : %2</translation>
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
            <numerusform>%n commande en arrière-plan est encore en cours.</numerusform>
            <numerusform>%n commandes en arrière-plan sont encore en cours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n errors. Latest: %1</source>
        <extracomment>%1 is the text of the latest one</extracomment>
        <translation>
            <numerusform>%n erreur. Dernière : %1</numerusform>
            <numerusform>%n erreurs. Dernière : %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n turns finished. %1</source>
        <extracomment>a turn is what Claude does between two prompts; %1 is a sentence</extracomment>
        <translation>
            <numerusform>%n tour terminé. %1</numerusform>
            <numerusform>%n tours terminés. %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Claude is waiting for your input.</source>
        <translation>Claude attend votre saisie.</translation>
    </message>
    <message>
        <source>Claude can continue.</source>
        <translation>Claude peut continuer.</translation>
    </message>
    <message>
        <source>Check the terminal.</source>
        <translation>Regardez dans le terminal.</translation>
    </message>
    <message>
        <source>Restart it to continue.</source>
        <translation>Relancez-le pour continuer.</translation>
    </message>
    <message numerus="yes">
        <source>%n errors.</source>
        <translation>
            <numerusform>%n erreur.</numerusform>
            <numerusform>%n erreurs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n turns finished.</source>
        <translation>
            <numerusform>%n tour terminé.</numerusform>
            <numerusform>%n tours terminés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) need(s) you</source>
        <translation>
            <numerusform>%n session vous attend</numerusform>
            <numerusform>%n sessions vous attendent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) finished</source>
        <translation>
            <numerusform>%n session terminée</numerusform>
            <numerusform>%n sessions terminées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n finished</source>
        <extracomment>%1 is &quot;2 sessions need you&quot;; %n more have finished</extracomment>
        <translation>
            <numerusform>%1, %n terminée</numerusform>
            <numerusform>%1, %n terminées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>the last line of a list</extracomment>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrayText</name>
    <message>
        <source>Unnamed session</source>
        <translation>Session sans nom</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>inactive</translation>
    </message>
    <message>
        <source>working</source>
        <translation>au travail</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>finie</translation>
    </message>
    <message>
        <source>ended unexpectedly</source>
        <translation>finie de façon inattendue</translation>
    </message>
    <message>
        <source>Claude is working</source>
        <translation>Claude travaille</translation>
    </message>
    <message>
        <source>Claude needs you</source>
        <translation>Claude a besoin de vous</translation>
    </message>
    <message>
        <source>Tocsin: %1</source>
        <extracomment>%1 is the status, such as: Claude needs you</extracomment>
        <translation>Tocsin : %1</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) working</source>
        <translation>
            <numerusform>%n session au travail</numerusform>
            <numerusform>%n sessions au travail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) idle</source>
        <translation>
            <numerusform>%n session inactive</numerusform>
            <numerusform>%n sessions inactives</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for the network</source>
        <translation>
            <numerusform>%n SMS en attente du réseau</numerusform>
            <numerusform>%n SMS en attente du réseau</numerusform>
        </translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminée</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêtée</translation>
    </message>
    <message>
        <source>no activity</source>
        <translation>aucune activité</translation>
    </message>
    <message>
        <source>needs permission</source>
        <translation>demande une autorisation</translation>
    </message>
    <message>
        <source>has a question</source>
        <translation>a une question</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Inactif</translation>
    </message>
    <message>
        <source>Claude stopped</source>
        <translation>Claude s’est arrêté</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) stopped</source>
        <translation>
            <numerusform>%n session arrêtée</numerusform>
            <numerusform>%n sessions arrêtées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended unexpectedly</source>
        <translation>
            <numerusform>%n session finie de façon inattendue</numerusform>
            <numerusform>%n sessions finies de façon inattendue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) waiting</source>
        <translation>
            <numerusform>%n session en attente</numerusform>
            <numerusform>%n sessions en attente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) with no activity</source>
        <translation>
            <numerusform>%n session sans activité</numerusform>
            <numerusform>%n sessions sans activité</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) finished</source>
        <translation>
            <numerusform>%n session terminée</numerusform>
            <numerusform>%n sessions terminées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for you to log in</source>
        <translation>
            <numerusform>%n SMS en attente de votre connexion</numerusform>
            <numerusform>%n SMS en attente de votre connexion</numerusform>
        </translation>
    </message>
    <message>
        <source>Muted until %1</source>
        <translation>En sourdine jusqu’à %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <extracomment>%1 is a line such as: 1 text held back until 14:32: limit of this kind</extracomment>
        <translation>
            <numerusform>%1, et %n autre</numerusform>
            <numerusform>%1, et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Notifications only</source>
        <translation>Notifications seulement</translation>
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
        <translation>Logiciel libre sous licence MIT.</translation>
    </message>
    <message>
        <source>Tocsin on the web: %1</source>
        <translation>Tocsin sur le web : %1</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Copy &amp;Diagnostics</source>
        <translation>Copier le &amp;diagnostic</translation>
    </message>
    <message>
        <source>About</source>
        <translation>À propos</translation>
    </message>
    <message>
        <source>Tells you when Claude Code needs you: a notification on your desktop, a text on your phone.</source>
        <translation>Vous prévient quand Claude Code a besoin de vous : par une notification à l’écran et un SMS sur votre téléphone.</translation>
    </message>
    <message>
        <source>No telemetry. Tocsin only talks to Claude Code on this computer and to the server you choose.</source>
        <translation>Aucune télémétrie. Tocsin ne communique qu’avec Claude Code sur cet ordinateur et avec le serveur que vous choisissez.</translation>
    </message>
    <message>
        <source>Copies versions, settings, counters and recent log lines for a bug report. Names and secrets are removed.</source>
        <translation>Copie les versions, les paramètres, les compteurs et les dernières lignes du journal pour un rapport de bogue. Les noms et les secrets sont retirés.</translation>
    </message>
</context>
<context>
    <name>tocsin::AccountLogins</name>
    <message>
        <source>You are not logged in.</source>
        <translation>Vous n’êtes pas connecté.</translation>
    </message>
    <message>
        <source>This server is too old to list logins. Its administrator can update it.</source>
        <translation>Ce serveur est trop ancien pour lister les connexions. Son administrateur peut le mettre à jour.</translation>
    </message>
    <message>
        <source>Logins of %1:</source>
        <translation>Connexions du %1 :</translation>
    </message>
    <message>
        <source>unknown computer</source>
        <translation>ordinateur inconnu</translation>
    </message>
    <message>
        <source>%1, last used %2 (this login)</source>
        <extracomment>%1 is a computer, %2 a time</extracomment>
        <translation>%1, dernière utilisation : %2 (cette connexion)</translation>
    </message>
    <message>
        <source>%1, last used %2</source>
        <translation>%1, dernière utilisation : %2</translation>
    </message>
    <message>
        <source>You have no login &quot;%1&quot;. To list them: tocsin logins</source>
        <translation>Vous n’avez pas de connexion « %1 ». Pour les lister : tocsin logins</translation>
    </message>
    <message>
        <source>More than one login begins with &quot;%1&quot;. Give more of the ID.</source>
        <translation>Plusieurs connexions commencent par « %1 ». Indiquez une plus grande partie de l’ID.</translation>
    </message>
    <message>
        <source>That is the login of this computer. To end it: tocsin logout</source>
        <translation>C’est la connexion de cet ordinateur. Pour y mettre fin : tocsin logout</translation>
    </message>
    <message>
        <source>The login has ended.</source>
        <translation>La connexion a pris fin.</translation>
    </message>
    <message>
        <source>The login on %1 has ended.</source>
        <translation>La connexion sur %1 a pris fin.</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>cet ordinateur</translation>
    </message>
</context>
<context>
    <name>tocsin::AlertPreview</name>
    <message>
        <source>&amp;What would happen now?</source>
        <translation>&amp;Que se passerait-il maintenant ?</translation>
    </message>
    <message>
        <source>What would happen now with this alert</source>
        <translation>Ce qui se passerait maintenant avec cette alerte</translation>
    </message>
</context>
<context>
    <name>tocsin::AlertTable</name>
    <message>
        <source>At once</source>
        <translation>Aussitôt</translation>
    </message>
    <message>
        <source>If I don&apos;t react</source>
        <translation>Sans réaction</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
</context>
<context>
    <name>tocsin::AnswerButtons</name>
    <message>
        <source>&amp;Allow Once</source>
        <translation>A&amp;utoriser une fois</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>Rép&amp;ondre</translation>
    </message>
    <message>
        <source>&amp;Approve and Accept Edits</source>
        <translation>A&amp;pprouver et accepter les modifications</translation>
    </message>
    <message>
        <source>&amp;Approve Plan</source>
        <translation>A&amp;pprouver le plan</translation>
    </message>
    <message>
        <source>&amp;Keep Planning</source>
        <translation>Continuer la planific&amp;ation</translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation>&amp;Refuser</translation>
    </message>
    <message>
        <source>Deny and &amp;Stop</source>
        <translation>Refuser et arrê&amp;ter</translation>
    </message>
    <message>
        <source>Deny A&amp;ll of This Session</source>
        <translation>Tout refuser pour cette &amp;session</translation>
    </message>
    <message>
        <source>&amp;Always Allow</source>
        <translation>To&amp;ujours autoriser</translation>
    </message>
</context>
<context>
    <name>tocsin::AppContext</name>
    <message>
        <source>Tocsin cannot write to %1. Notifications still work, but unsent texts will be lost if Tocsin quits. Free up disk space or check the folder&apos;s permissions.</source>
        <translation>Tocsin ne peut pas écrire dans %1. Les notifications continuent, mais les SMS non envoyés seront perdus si Tocsin est quitté. Libérez de l’espace disque ou vérifiez les droits du dossier.</translation>
    </message>
</context>
<context>
    <name>tocsin::BodyColumn</name>
    <message>
        <source>Input</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Contains characters that cannot be seen. They are shown by their codes, like %1.</source>
        <translation>Contient des caractères invisibles. Ils sont affichés par leur code, par exemple %1.</translation>
    </message>
    <message>
        <source>Contains letters that are written from right to left. Parts may be shown in another order.</source>
        <translation>Contient des lettres qui s’écrivent de droite à gauche. Des parties peuvent apparaître dans un autre ordre.</translation>
    </message>
</context>
<context>
    <name>tocsin::BrowserPage</name>
    <message>
        <source>&amp;Open Again</source>
        <translation>&amp;Ouvrir à nouveau</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Page did not open? Open it again, or cancel and enter your number here.</source>
        <translation>La page ne s’est pas ouverte ? Ouvrez-la à nouveau, ou annulez et saisissez votre numéro ici.</translation>
    </message>
    <message>
        <source>Enter your mobile number on the page that opened in your browser. You will enter the code here.</source>
        <translation>Saisissez votre numéro de mobile sur la page qui s’est ouverte dans votre navigateur. Vous saisirez ensuite le code ici.</translation>
    </message>
</context>
<context>
    <name>tocsin::CallBody</name>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Outil</translation>
    </message>
    <message>
        <source>Claude’s description</source>
        <translation>Description donnée par Claude</translation>
    </message>
    <message>
        <source>The call has no input.</source>
        <translation>L’appel n’a pas d’entrée.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Hôte</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>The address is unusual: programs may disagree about the host it leads to.</source>
        <translation>L’adresse est inhabituelle : selon le programme, elle peut mener à un autre hôte.</translation>
    </message>
    <message>
        <source>Displayed as (letters may be deceptive)</source>
        <translation>Affiché comme (les lettres peuvent tromper)</translation>
    </message>
</context>
<context>
    <name>tocsin::CallbackPage</name>
    <message>
        <source>Enter the code in Tocsin</source>
        <translation>Saisissez le code dans Tocsin</translation>
    </message>
    <message>
        <source>A text with a six-digit code is on its way to your phone. Enter the code where you started: in the Tocsin window or in Claude Code.</source>
        <translation>Un SMS avec un code à six chiffres est en route vers votre téléphone. Saisissez le code là où vous avez commencé : dans la fenêtre de Tocsin ou dans Claude Code.</translation>
    </message>
    <message>
        <source>You can close this page.</source>
        <translation>Vous pouvez fermer cette page.</translation>
    </message>
    <message>
        <source>This login link is no longer valid</source>
        <translation>Ce lien de connexion n’est plus valable</translation>
    </message>
    <message>
        <source>Nothing was changed. If you opened the login page more than once, continue in the latest one, or start again in Tocsin.</source>
        <translation>Rien n’a été modifié. Si vous avez ouvert la page de connexion plusieurs fois, continuez dans la dernière, ou recommencez dans Tocsin.</translation>
    </message>
    <message>
        <source>Already received</source>
        <translation>Déjà reçu</translation>
    </message>
    <message>
        <source>Enter the code where you started: in the Tocsin window or in Claude Code.</source>
        <translation>Saisissez le code là où vous avez commencé : dans la fenêtre de Tocsin ou dans Claude Code.</translation>
    </message>
    <message>
        <source>Page not found</source>
        <translation>Page introuvable</translation>
    </message>
    <message>
        <source>This address is only for logging in to Tocsin.</source>
        <translation>Cette adresse ne sert qu’à se connecter à Tocsin.</translation>
    </message>
</context>
<context>
    <name>tocsin::Cli</name>
    <message>
        <source>Show the login, the server and the sessions</source>
        <translation>Affiche la connexion, le serveur et les sessions</translation>
    </message>
    <message>
        <source>Connects Claude Code to Tocsin, which tells you when Claude needs you.</source>
        <translation>Relie Claude Code à Tocsin, qui vous prévient quand Claude a besoin de vous.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Affiche cette aide.</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>Affiche la version.</translation>
    </message>
    <message>
        <source>Print JSON.</source>
        <translation>Afficher du JSON.</translation>
    </message>
    <message>
        <source>Phone number with country code (+14155550123): </source>
        <translation>Numéro de téléphone avec l’indicatif du pays (+33612345678) : </translation>
    </message>
    <message>
        <source>Six-digit code: </source>
        <translation>Code à six chiffres : </translation>
    </message>
    <message>
        <source>Pass a Claude Code hook event from stdin to Tocsin; prints nothing and always exits 0</source>
        <translation>Transmet à Tocsin un événement de Claude Code lu sur l’entrée standard ; n’affiche rien et se termine toujours par 0</translation>
    </message>
    <message>
        <source>Log out and stop all texts</source>
        <translation>Déconnecte et désactive tous les SMS</translation>
    </message>
    <message>
        <source>Run COMMAND --help for details. --version shows the version.</source>
        <translation>COMMAND --help donne les détails, --version la version.</translation>
    </message>
    <message>
        <source>For slash commands: print everything to stdout and always exit 0.</source>
        <translation>Pour les commandes slash : tout afficher sur la sortie standard et toujours terminer par 0.</translation>
    </message>
    <message>
        <source>Read the argument (number, code or description) from stdin.</source>
        <translation>Lire l’argument (numéro, code ou description) sur l’entrée standard.</translation>
    </message>
    <message>
        <source>Open the browser to enter the number.</source>
        <translation>Ouvrir le navigateur pour saisir le numéro.</translation>
    </message>
    <message>
        <source>Description of the session, used in the texts.</source>
        <translation>Description de la session, utilisée dans les SMS.</translation>
    </message>
    <message>
        <source>Print diagnostics for a bug report (versions, settings, counters and recent log lines; names and secrets removed).</source>
        <translation>Afficher un diagnostic pour un rapport de bogue (versions, réglages, compteurs et dernières lignes du journal ; sans noms ni secrets).</translation>
    </message>
    <message>
        <source>Do not pass the number as an argument: other users could see it.</source>
        <translation>Ne donnez pas le numéro en argument : d’autres utilisateurs pourraient le voir.</translation>
    </message>
    <message>
        <source>No phone number was entered. To enter it, with + and country code: %1</source>
        <translation>Aucun numéro de téléphone n’a été saisi. Pour le saisir, avec + et l’indicatif du pays : %1</translation>
    </message>
    <message>
        <source>Do not pass the code as an argument: other users could see it.</source>
        <translation>Ne donnez pas le code en argument : d’autres utilisateurs pourraient le voir.</translation>
    </message>
    <message>
        <source>Enter the six-digit code from the text: %1</source>
        <translation>Saisissez le code à six chiffres du SMS : %1</translation>
    </message>
    <message>
        <source>Run the command without it; you will be prompted.</source>
        <translation>Lancez la commande sans ; la question vous sera posée.</translation>
    </message>
    <message>
        <source>No notifications and texts for a while, about one session or all</source>
        <translation>Ni notifications ni SMS pendant un temps, pour une session ou toutes</translation>
    </message>
    <message>
        <source>Say that you are away: texts do not wait for you to react</source>
        <translation>Indiquer votre absence : les SMS n’attendent pas votre réaction</translation>
    </message>
    <message>
        <source>Say that you are at the computer</source>
        <translation>Indiquer que vous êtes devant l’ordinateur</translation>
    </message>
    <message>
        <source>All sessions; the default outside of Claude Code.</source>
        <translation>Toutes les sessions ; par défaut en dehors de Claude Code.</translation>
    </message>
    <message>
        <source>How long: 15m, 1h (the default), tomorrow, or off to end it.</source>
        <translation>Durée : 15m, 1h (par défaut), tomorrow (jusqu’à demain), ou off pour y mettre fin.</translation>
    </message>
    <message>
        <source>Keep a permission request until it is answered in Tocsin, and print the decision for Claude Code.</source>
        <translation>Garder une demande d’autorisation jusqu’à ce qu’elle reçoive une réponse dans Tocsin, et écrire la décision pour Claude Code.</translation>
    </message>
    <message>
        <source>Usage: %1 COMMAND [OPTIONS]</source>
        <translation>Utilisation : %1 COMMANDE [OPTIONS]</translation>
    </message>
    <message>
        <source>Unknown command &quot;%1&quot;. Run &quot;%2 --help&quot; for a list.</source>
        <translation>Commande inconnue : « %1 ». Pour la liste : « %2 --help ».</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>Utilisation : %1</translation>
    </message>
    <message>
        <source>For help: %1 %2 --help</source>
        <translation>Pour l’aide : %1 %2 --help</translation>
    </message>
    <message>
        <source>Unexpected argument &quot;%1&quot;.</source>
        <translation>Argument inattendu : « %1 ».</translation>
    </message>
    <message>
        <source>There is no log yet: Tocsin writes it while it runs.</source>
        <translation>Il n’y a pas encore de journal : Tocsin l’écrit quand il est lancé.</translation>
    </message>
    <message>
        <source>Tocsin has quit.</source>
        <translation>Tocsin est arrêté.</translation>
    </message>
    <message>
        <source>Tocsin is still quitting.</source>
        <translation>Tocsin est encore en train de s’arrêter.</translation>
    </message>
    <message>
        <source>The session, by its ID or the beginning of it, as status shows it. Default: the Claude Code session in which the command runs, or the only session.</source>
        <translation>La session : son ID ou le début de celui-ci, comme status le montre. Par défaut : la session de Claude Code où la commande s’exécute, ou la seule en cours.</translation>
    </message>
    <message>
        <source>Log in: get a code by text, then enter it</source>
        <translation>Se connecter : recevoir un code par SMS, puis le saisir</translation>
    </message>
    <message>
        <source>Read the number from stdin without asking, and do not ask for the code.</source>
        <translation>Lire le numéro sur l’entrée standard sans le demander, et ne pas demander le code.</translation>
    </message>
    <message>
        <source>Log in with a code that was texted before</source>
        <translation>Se connecter avec un code déjà reçu par SMS</translation>
    </message>
    <message>
        <source>Start texts about a session</source>
        <translation>Activer les SMS d’une session</translation>
    </message>
    <message>
        <source>Stop texts about a session</source>
        <translation>Désactiver les SMS d’une session</translation>
    </message>
    <message>
        <source>The session, by its ID or the beginning of it. Default: the Claude Code session in which the command runs.</source>
        <translation>La session : son ID ou le début de celui-ci. Par défaut : la session de Claude Code où la commande s’exécute.</translation>
    </message>
    <message>
        <source>Show past alerts, and what became of their notifications and texts</source>
        <translation>Montrer les alertes passées, et ce que sont devenus notifications et SMS</translation>
    </message>
    <message>
        <source>How many alerts, 1 to 500. Default: 20.</source>
        <translation>Nombre d’alertes, de 1 à 500. Par défaut : 20.</translation>
    </message>
    <message>
        <source>Print the path of the log and its last lines</source>
        <translation>Afficher le chemin du journal et ses dernières lignes</translation>
    </message>
    <message>
        <source>How many lines, 1 to 10000. Default: 20.</source>
        <translation>Nombre de lignes, de 1 à 10000. Par défaut : 20.</translation>
    </message>
    <message>
        <source>Go on printing what is added, until Ctrl+C.</source>
        <translation>Continuer à afficher ce qui s’ajoute, jusqu’à Ctrl+C.</translation>
    </message>
    <message>
        <source>Check that everything works, and say how to fix what does not</source>
        <translation>Vérifier que tout fonctionne, et dire comment réparer le reste</translation>
    </message>
    <message>
        <source>Send a test notification the whole way, from the hook to the screen</source>
        <translation>Envoyer une notification d’essai par tout le chemin, du hook à l’écran</translation>
    </message>
    <message>
        <source>Send a text too. It costs what a text costs.</source>
        <translation>Envoyer aussi un SMS. Il coûte ce que coûte un SMS.</translation>
    </message>
    <message>
        <source>Do not ask before the text.</source>
        <translation>Ne pas demander avant le SMS.</translation>
    </message>
    <message>
        <source>How long the notification stays, 1 to 60 seconds. Default: 10.</source>
        <translation>Durée d’affichage de la notification, de 1 à 60 secondes. Par défaut : 10.</translation>
    </message>
    <message>
        <source>Quit the running app</source>
        <translation>Arrêter le programme lancé</translation>
    </message>
    <message>
        <source>0 success</source>
        <translation>0 succès</translation>
    </message>
    <message>
        <source>1 doctor or test found a fault</source>
        <translation>1 doctor ou test a trouvé un défaut</translation>
    </message>
    <message>
        <source>64 usage error</source>
        <translation>64 erreur d’utilisation</translation>
    </message>
    <message>
        <source>69 Tocsin is not running</source>
        <translation>69 Tocsin n’est pas en marche</translation>
    </message>
    <message>
        <source>Exit codes: %1.</source>
        <extracomment>%1 is for example &quot;0 success; 64 usage error&quot;</extracomment>
        <translation>Codes de retour : %1.</translation>
    </message>
    <message>
        <source>Show where you are logged in, and end logins of other computers</source>
        <translation>Afficher où vous êtes connecté, et mettre fin aux connexions d’autres ordinateurs</translation>
    </message>
    <message>
        <source>End this login and its texts. The beginning of the ID is enough, as the list shows it.</source>
        <translation>Mettre fin à cette connexion et à ses SMS. Le début de l’ID suffit, tel que la liste l’affiche.</translation>
    </message>
    <message>
        <source>75 no response, or rate limited</source>
        <translation>75 pas de réponse, ou trop de demandes</translation>
    </message>
    <message>
        <source>77 not logged in, wrong code, code not delivered, or not allowed over ssh</source>
        <translation>77 non connecté, code erroné, code non remis, ou interdit par ssh</translation>
    </message>
</context>
<context>
    <name>tocsin::CodePage</name>
    <message numerus="yes">
        <source>%n attempt(s) left.</source>
        <translation>
            <numerusform>Il reste %n essai.</numerusform>
            <numerusform>Il reste %n essais.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Send a New Code (in %1 s)</source>
        <translation>Envoyer un &amp;nouveau code (dans %1 s)</translation>
    </message>
    <message>
        <source>&amp;Send a New Code</source>
        <translation>Envoyer un &amp;nouveau code</translation>
    </message>
    <message>
        <source>Six-digit &amp;code:</source>
        <translation>&amp;Code à six chiffres :</translation>
    </message>
    <message>
        <source>Six-digit code</source>
        <translation>Code à six chiffres</translation>
    </message>
    <message>
        <source>Send a new code</source>
        <translation>Envoyer un nouveau code</translation>
    </message>
    <message>
        <source>Use Another &amp;Number</source>
        <translation>Utiliser un &amp;autre numéro</translation>
    </message>
    <message>
        <source>&amp;Log In</source>
        <translation>Se conn&amp;ecter</translation>
    </message>
    <message>
        <source>Cl&amp;ose</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>It should arrive within a minute.</source>
        <translation>Il devrait arriver dans la minute.</translation>
    </message>
    <message>
        <source>This code has expired. Send a new one.</source>
        <translation>Ce code a expiré. Demandez-en un nouveau.</translation>
    </message>
    <message>
        <source>Code expires in %1:%2.</source>
        <translation>Le code expire dans %1:%2.</translation>
    </message>
    <message>
        <source>It should arrive within a minute. A server without an SMS provider writes it to its terminal instead.</source>
        <translation>Il devrait arriver dans la minute. Un serveur sans fournisseur de SMS l’écrit dans son terminal.</translation>
    </message>
    <message>
        <source>A code is on its way to %1. Enter it below.</source>
        <translation>Un code a été envoyé au %1. Saisissez-le ci-dessous.</translation>
    </message>
    <message>
        <source>The code is on the server&apos;s console.</source>
        <translation>Le code est affiché sur la console du serveur.</translation>
    </message>
    <message>
        <source>Enter the code for %1 below.</source>
        <translation>Saisissez ci-dessous le code pour le %1.</translation>
    </message>
</context>
<context>
    <name>tocsin::CommandHandler</name>
    <message>
        <source>You are not logged in.</source>
        <translation>Vous n’êtes pas connecté.</translation>
    </message>
    <message>
        <source>Unknown request. Make sure tocsin and tocsin-hookbridge are the same version.</source>
        <translation>Requête inconnue. tocsin et tocsin-hookbridge doivent avoir la même version.</translation>
    </message>
    <message>
        <source>This session has ended. The status command lists running sessions.</source>
        <translation>Cette session est terminée. La commande status montre les sessions en cours.</translation>
    </message>
    <message>
        <source>Texts about &quot;%1&quot; will go to %2.</source>
        <translation>Les SMS sur « %1 » seront envoyés au %2.</translation>
    </message>
    <message>
        <source>Texts about &quot;%1&quot; are off. Notifications continue.</source>
        <translation>Les SMS sur « %1 » sont désactivés. Les notifications continuent.</translation>
    </message>
    <message>
        <source>Give a time such as 15m or 1h, or tomorrow, or off.</source>
        <translation>Indiquez une durée comme 15m ou 1h, ou tomorrow, ou off.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is muted until %2.</source>
        <translation>« %1 » est en sourdine jusqu’à %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no longer muted.</source>
        <translation>« %1 » n’est plus en sourdine.</translation>
    </message>
    <message>
        <source>Notifications and texts are muted until %1.</source>
        <translation>Notifications et SMS sont en sourdine jusqu’à %1.</translation>
    </message>
    <message>
        <source>Notifications and texts are no longer muted.</source>
        <translation>Notifications et SMS ne sont plus en sourdine.</translation>
    </message>
    <message>
        <source>You are away: texts are sent without waiting for you to react.</source>
        <translation>Vous êtes absent : les SMS sont envoyés sans attendre votre réaction.</translation>
    </message>
    <message>
        <source>You are here: texts wait for you to react first.</source>
        <translation>Vous êtes là : les SMS attendent d’abord votre réaction.</translation>
    </message>
    <message>
        <source>A text was tested a short while ago. The next one is possible at %1.</source>
        <translation>Un SMS d’essai a été envoyé il y a peu. Le prochain est possible à %1.</translation>
    </message>
    <message>
        <source>Your login has expired.</source>
        <translation>Votre connexion a expiré.</translation>
    </message>
    <message>
        <source>Texts about &quot;%1&quot; are off, and no notifications can be shown here.</source>
        <translation>Les SMS sur « %1 » sont désactivés, et aucune notification ne peut être affichée ici.</translation>
    </message>
    <message>
        <source>The server at %1 is not responding.</source>
        <translation>Le serveur %1 ne répond pas.</translation>
    </message>
    <message>
        <source>The server has not responded yet.</source>
        <translation>Le serveur n’a pas encore répondu.</translation>
    </message>
    <message>
        <source>Tocsin will keep trying; notifications still work.</source>
        <translation>Tocsin continue d’essayer ; les notifications fonctionnent.</translation>
    </message>
    <message>
        <source>Tocsin will keep trying.</source>
        <translation>Tocsin continue d’essayer.</translation>
    </message>
</context>
<context>
    <name>tocsin::ContinueDialog</name>
    <message>
        <source>Sending…</source>
        <translation>Envoi…</translation>
    </message>
    <message>
        <source>The prompt has arrived.</source>
        <translation>Le prompt est arrivé.</translation>
    </message>
    <message>
        <source>Continue %1</source>
        <extracomment>A window&apos;s title: %1 is a session&apos;s name</extracomment>
        <translation>Continuer %1</translation>
    </message>
    <message>
        <source>Next &amp;prompt:</source>
        <translation>&amp;Prompt suivant :</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Envoyer</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
</context>
<context>
    <name>tocsin::DiffView</name>
    <message numerus="yes">
        <source>%n unchanged line(s)</source>
        <translation>
            <numerusform>%n ligne inchangée</numerusform>
            <numerusform>%n lignes inchangées</numerusform>
        </translation>
    </message>
    <message>
        <source>no newline at end of file</source>
        <translation>pas de saut de ligne à la fin du fichier</translation>
    </message>
</context>
<context>
    <name>tocsin::DoctorDialog</name>
    <message>
        <source>OK: %1</source>
        <translation>OK : %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Avertissement : %1</translation>
    </message>
    <message>
        <source>Problem: %1</source>
        <translation>Problème : %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>C&amp;opier</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Vérification en cours…</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found.</source>
        <translation>
            <numerusform>%n problème trouvé.</numerusform>
            <numerusform>%n problèmes trouvés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No problems, %n warning(s).</source>
        <translation>
            <numerusform>Aucun problème, %n avertissement.</numerusform>
            <numerusform>Aucun problème, %n avertissements.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Tout fonctionne.</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>Checks and how to mend what does not work</source>
        <translation>Vérifications, et comment réparer ce qui ne fonctionne pas</translation>
    </message>
    <message>
        <source>Check &amp;Again</source>
        <translation>&amp;Vérifier à nouveau</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
</context>
<context>
    <name>tocsin::DoctorReport</name>
    <message>
        <source>Tocsin %1 is running.</source>
        <translation>Tocsin %1 est en marche.</translation>
    </message>
    <message>
        <source>This command is of version %1: quit Tocsin and start it again.</source>
        <translation>Cette commande est de la version %1 : arrêtez Tocsin et relancez-le.</translation>
    </message>
</context>
<context>
    <name>tocsin::DonePage</name>
    <message>
        <source>Log &amp;Out</source>
        <translation>Se &amp;déconnecter</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>You are logged in.</source>
        <translation>Vous êtes connecté.</translation>
    </message>
    <message>
        <source>Texts go to %1.</source>
        <translation>Les SMS sont envoyés au %1.</translation>
    </message>
    <message>
        <source>New sessions are included. To turn texts off for a session, use the tray menu.</source>
        <translation>Les nouvelles sessions sont incluses. Pour désactiver les SMS d’une session, utilisez le menu de l’icône.</translation>
    </message>
    <message>
        <source>To get texts about a session, type /tocsin:sms-start in Claude Code or turn texts on in the tray menu.</source>
        <translation>Pour recevoir des SMS sur une session, tapez /tocsin:sms-start dans Claude Code ou activez les SMS dans le menu de l’icône.</translation>
    </message>
</context>
<context>
    <name>tocsin::EditBody</name>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>The file does not exist yet.</source>
        <translation>Le fichier n’existe pas encore.</translation>
    </message>
    <message>
        <source>The line ends of the file (CR LF) are kept and not shown.</source>
        <translation>Les fins de ligne du fichier (CR LF) sont conservées et ne sont pas affichées.</translation>
    </message>
    <message>
        <source>The call changes nothing: the file already has this content.</source>
        <translation>L’appel ne change rien : le fichier a déjà ce contenu.</translation>
    </message>
    <message>
        <source>Changes to the file</source>
        <translation>Modifications du fichier</translation>
    </message>
    <message>
        <source>This is the whole call instead.</source>
        <translation>Voici l’appel complet à la place.</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Outil</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the call is not complete.</source>
        <translation>Impossible d’afficher les modifications : l’appel n’est pas complet.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: there is no such file.</source>
        <translation>Impossible d’afficher les modifications : le fichier n’existe pas.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file to be created already exists.</source>
        <translation>Impossible d’afficher les modifications : le fichier à créer existe déjà.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file cannot be read.</source>
        <translation>Impossible d’afficher les modifications : le fichier ne peut pas être lu.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file is too large.</source>
        <translation>Impossible d’afficher les modifications : le fichier est trop volumineux.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file is not UTF-8 text.</source>
        <translation>Impossible d’afficher les modifications : le fichier n’est pas du texte UTF-8.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file does not contain the text to be replaced.</source>
        <translation>Impossible d’afficher les modifications : le fichier ne contient pas le texte à remplacer.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file contains the text to be replaced more than once.</source>
        <translation>Impossible d’afficher les modifications : le fichier contient plusieurs fois le texte à remplacer.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the file is not a notebook.</source>
        <translation>Impossible d’afficher les modifications : le fichier n’est pas un notebook.</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the notebook has no such cell.</source>
        <translation>Impossible d’afficher les modifications : le notebook n’a pas cette cellule.</translation>
    </message>
    <message>
        <source>Symbolic link to</source>
        <translation>Lien symbolique vers</translation>
    </message>
    <message>
        <source>The changes cannot be shown: the path of the file is unusual.</source>
        <translation>Impossible d’afficher les modifications : le chemin du fichier est inhabituel.</translation>
    </message>
</context>
<context>
    <name>tocsin::FileTokenStore</name>
    <message>
        <source>Other users can read %1, so Tocsin will not use it. Delete it and log in again.</source>
        <translation>D’autres utilisateurs peuvent lire %1 ; Tocsin ne l’utilise donc pas. Supprimez-le et reconnectez-vous.</translation>
    </message>
    <message>
        <source>Could not read %1: %2.</source>
        <translation>Impossible de lire %1 : %2.</translation>
    </message>
    <message>
        <source>Could not write %1: %2.</source>
        <translation>Impossible d’écrire %1 : %2.</translation>
    </message>
    <message>
        <source>Could not delete %1: %2.</source>
        <translation>Impossible de supprimer %1 : %2.</translation>
    </message>
</context>
<context>
    <name>tocsin::GlobalShortcut</name>
    <message>
        <source>Open Requests</source>
        <translation>Ouvrir les demandes</translation>
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
        <translation>Le trousseau de clés est verrouillé. Déverrouillez-le et réessayez.</translation>
    </message>
    <message>
        <source>No supported keychain was found.</source>
        <translation>Aucun trousseau pris en charge n’a été trouvé.</translation>
    </message>
    <message>
        <source>Keychain error: %1.</source>
        <translation>Erreur du trousseau : %1.</translation>
    </message>
</context>
<context>
    <name>tocsin::LastingBox</name>
    <message>
        <source>Allows all that these rules cover: %1</source>
        <extracomment>%1 is a list of rules of Claude Code, such as: Bash(npm run *)</extracomment>
        <translation>Autorise tout ce que couvrent ces règles : %1</translation>
    </message>
    <message>
        <source>Don’t ask a&amp;gain in this project</source>
        <translation>Ne plus demander dans ce pro&amp;jet</translation>
    </message>
</context>
<context>
    <name>tocsin::LegacyLoginImport</name>
    <message>
        <source>An earlier plugin left an expired login in %1. You can delete it.</source>
        <translation>Un ancien plugin a laissé une connexion expirée dans %1. Vous pouvez supprimer ce fichier.</translation>
    </message>
    <message>
        <source>An earlier plugin left %1, but it does not contain a usable login.</source>
        <translation>Un ancien plugin a laissé %1, mais ce fichier ne contient pas de connexion utilisable.</translation>
    </message>
    <message>
        <source>An earlier plugin left a login in the file %1, where other programs can read it. You are logged in already, so it is not needed.</source>
        <translation>Un ancien plugin a laissé une connexion dans le fichier %1, où d’autres programmes peuvent la lire. Vous êtes déjà connecté, elle n’est donc pas nécessaire.</translation>
    </message>
    <message>
        <source>An earlier plugin left a login in the file %1, where other programs can read it.</source>
        <translation>Un ancien plugin a laissé une connexion dans le fichier %1, où d’autres programmes peuvent la lire.</translation>
    </message>
    <message>
        <source>It is for another server, %1.</source>
        <translation>Elle est pour un autre serveur, %1.</translation>
    </message>
    <message>
        <source>It is for the server %1, which Tocsin will then use.</source>
        <translation>Elle est pour le serveur %1, que Tocsin utilisera alors.</translation>
    </message>
    <message>
        <source>No earlier login to import.</source>
        <translation>Aucune ancienne connexion à importer.</translation>
    </message>
    <message>
        <source>The earlier login was not imported and stays where it is. %1</source>
        <translation>L’ancienne connexion n’a pas été reprise et reste où elle est. %1</translation>
    </message>
    <message>
        <source>The earlier login is no longer valid. Delete %1 and log in with your phone number.</source>
        <translation>L’ancienne connexion n’est plus valable. Supprimez %1 et connectez-vous avec votre numéro de téléphone.</translation>
    </message>
    <message>
        <source>You are logged in with the earlier login. Its file %1 could not be deleted: please delete it.</source>
        <translation>Vous êtes connecté avec l’ancienne connexion. Son fichier %1 n’a pas pu être supprimé : veuillez le supprimer.</translation>
    </message>
    <message>
        <source>You are logged in with the earlier login; its file is deleted.</source>
        <translation>Vous êtes connecté avec l’ancienne connexion ; son fichier est supprimé.</translation>
    </message>
    <message>
        <source>The file %1 is deleted.</source>
        <translation>Le fichier %1 est supprimé.</translation>
    </message>
    <message>
        <source>The file %1 could not be deleted: please delete it.</source>
        <translation>Le fichier %1 n’a pas pu être supprimé : veuillez le supprimer.</translation>
    </message>
</context>
<context>
    <name>tocsin::LegacyLoginQuestion</name>
    <message>
        <source>Tocsin can delete the file.</source>
        <translation>Tocsin peut supprimer le fichier.</translation>
    </message>
    <message>
        <source>&amp;Delete the File</source>
        <translation>&amp;Supprimer le fichier</translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation>&amp;Plus tard</translation>
    </message>
    <message>
        <source>Earlier Login</source>
        <translation>Ancienne connexion</translation>
    </message>
    <message>
        <source>Tocsin can move it to your keychain and delete the file.</source>
        <translation>Tocsin peut la déplacer dans votre trousseau et supprimer le fichier.</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importer</translation>
    </message>
</context>
<context>
    <name>tocsin::LocalConnection</name>
    <message>
        <source>This can only be done on the computer that Tocsin runs on, by the user who runs it.</source>
        <translation>Cela n’est possible que sur l’ordinateur où Tocsin est lancé, et par l’utilisateur qui l’a lancé.</translation>
    </message>
    <message>
        <source>tocsin and tocsin-hookbridge are incompatible versions. Install the same version of both.</source>
        <translation>Les versions de tocsin et de tocsin-hookbridge sont incompatibles. Installez la même version des deux.</translation>
    </message>
    <message>
        <source>Not a valid Tocsin request.</source>
        <translation>Requête Tocsin non valide.</translation>
    </message>
    <message>
        <source>Tocsin took too long to answer. Try again in a moment.</source>
        <translation>Tocsin a mis trop de temps à répondre. Réessayez dans un instant.</translation>
    </message>
</context>
<context>
    <name>tocsin::Login</name>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n hour(s).</source>
        <translation>
            <numerusform>Trop de tentatives. Réessayez dans %n heure.</numerusform>
            <numerusform>Trop de tentatives. Réessayez dans %n heures.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n minute(s).</source>
        <translation>
            <numerusform>Trop de tentatives. Réessayez dans %n minute.</numerusform>
            <numerusform>Trop de tentatives. Réessayez dans %n minutes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter a valid mobile number with country code, for example +1 415 555 0123.</source>
        <translation>Saisissez un numéro de mobile valable avec l’indicatif du pays, par exemple +33 6 12 34 56 78.</translation>
    </message>
    <message>
        <source>This code has expired. Request a new one.</source>
        <translation>Ce code a expiré. Demandez-en un nouveau.</translation>
    </message>
    <message>
        <source>Unexpected reply from the server. Please try again.</source>
        <translation>Réponse inattendue du serveur. Veuillez réessayer.</translation>
    </message>
    <message>
        <source>Enter your phone number first.</source>
        <translation>Saisissez d’abord votre numéro de téléphone.</translation>
    </message>
    <message>
        <source>Your login has expired. Log in again to get texts.</source>
        <translation>Votre connexion a expiré. Reconnectez-vous pour recevoir des SMS.</translation>
    </message>
    <message>
        <source>The server has ended your login. Log in again to get texts.</source>
        <translation>Le serveur a mis fin à votre connexion. Reconnectez-vous pour recevoir des SMS.</translation>
    </message>
    <message>
        <source>The server address has changed. Log in there to get texts.</source>
        <translation>L’adresse du serveur a changé. Connectez-vous à celui-ci pour recevoir des SMS.</translation>
    </message>
    <message>
        <source>Your browser could not be opened. Enter your phone number instead.</source>
        <translation>Votre navigateur n’a pas pu être ouvert. Saisissez plutôt votre numéro de téléphone.</translation>
    </message>
    <message>
        <source>No response from the browser after ten minutes. Try again, or enter your phone number.</source>
        <translation>Aucune réponse du navigateur après dix minutes. Réessayez, ou saisissez votre numéro de téléphone.</translation>
    </message>
    <message>
        <source>You get no texts now; notifications continue.</source>
        <translation>Vous ne recevez plus de SMS ; les notifications continuent.</translation>
    </message>
    <message>
        <source>Sessions that had texts on get them again when you log in, also with another number.</source>
        <translation>Les sessions pour lesquelles vous en receviez en enverront à nouveau quand vous vous connecterez, même avec un autre numéro.</translation>
    </message>
    <message>
        <source>You get no texts now, and no notifications can be shown here.</source>
        <translation>Vous ne recevez plus de SMS, et aucune notification ne peut être affichée ici.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered: this number has opted out of texts. Reply START to the number that texted you, then try again.</source>
        <translation>Le SMS contenant le code n’a pas pu être remis : ce numéro a refusé les SMS. Répondez START au numéro qui vous a envoyé des SMS, puis réessayez.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered: no mobile phone has this number. Check the number, or try again.</source>
        <translation>Le SMS contenant le code n’a pas pu être remis : aucun téléphone mobile n’a ce numéro. Vérifiez le numéro ou réessayez.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered: the phone is off or out of coverage. Check the phone and the number, then try again.</source>
        <translation>Le SMS contenant le code n’a pas pu être remis : le téléphone est éteint ou hors réseau. Vérifiez le téléphone et le numéro, puis réessayez.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered: the mobile network blocked it. Ask your operator, or use another number.</source>
        <translation>Le SMS contenant le code n’a pas pu être remis : le réseau mobile l’a bloqué. Adressez-vous à votre opérateur ou utilisez un autre numéro.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered: the server&apos;s SMS account may not text this number. Ask the server&apos;s administrator, or use another number.</source>
        <translation>Le SMS contenant le code n’a pas pu être remis : le compte SMS du serveur n’est pas autorisé à envoyer des SMS à ce numéro. Adressez-vous à l’administrateur du serveur ou utilisez un autre numéro.</translation>
    </message>
    <message>
        <source>The text with the code could not be delivered. Check the number, or try again.</source>
        <translation>Le SMS contenant le code n’a pas pu être remis. Vérifiez le numéro ou réessayez.</translation>
    </message>
</context>
<context>
    <name>tocsin::LoginCommands</name>
    <message>
        <source>Enter your phone number in the browser window that opens. The server then prints a six-digit code on its console, which is valid for 10 minutes.</source>
        <translation>Saisissez votre numéro de téléphone dans la fenêtre du navigateur qui s’ouvre. Le serveur affiche ensuite sur sa console un code à six chiffres, valable 10 minutes.</translation>
    </message>
    <message>
        <source>Enter your phone number in the browser window that opens. You then get a text with a six-digit code, which is valid for 10 minutes.</source>
        <translation>Saisissez votre numéro de téléphone dans la fenêtre du navigateur qui s’ouvre. Vous recevrez un SMS avec un code à six chiffres, valable 10 minutes.</translation>
    </message>
    <message>
        <source>The six-digit code for %1 is on the server&apos;s console: this server prints texts and sends none. The code is valid for 10 minutes.</source>
        <translation>Le code à six chiffres pour le %1 est affiché sur la console du serveur : ce serveur affiche les SMS et n’en envoie pas. Le code est valable 10 minutes.</translation>
    </message>
    <message>
        <source>A text with a six-digit code is on its way to %1. The code is valid for 10 minutes.</source>
        <translation>Un SMS avec un code à six chiffres a été envoyé au %1. Le code est valable 10 minutes.</translation>
    </message>
    <message>
        <source>You are logged in as %1 until %2.</source>
        <translation>Vous êtes connecté avec le %1 jusqu’à %2.</translation>
    </message>
    <message>
        <source>Texts about new sessions are on.</source>
        <translation>Les SMS sur les nouvelles sessions sont activés.</translation>
    </message>
    <message>
        <source>Texts about new sessions are off. The start command turns them on for a session.</source>
        <translation>Les SMS sur les nouvelles sessions sont désactivés. La commande start les active pour une session.</translation>
    </message>
    <message>
        <source>You are logged out.</source>
        <translation>Vous êtes déconnecté.</translation>
    </message>
    <message>
        <source>You are not logged in.</source>
        <translation>Vous n’êtes pas connecté.</translation>
    </message>
    <message>
        <source>You are already logged in as %1. To use a different number, log out first.</source>
        <translation>Vous êtes déjà connecté avec %1. Pour utiliser un autre numéro, déconnectez-vous d’abord.</translation>
    </message>
    <message>
        <source>The server has not responded yet. Try again in a moment.</source>
        <translation>Le serveur n’a pas encore répondu. Réessayez dans un instant.</translation>
    </message>
</context>
<context>
    <name>tocsin::LoginConversation</name>
    <message>
        <source>A code has six digits.</source>
        <translation>Un code a six chiffres.</translation>
    </message>
    <message>
        <source>Six-digit code: </source>
        <translation>Code à six chiffres : </translation>
    </message>
</context>
<context>
    <name>tocsin::LoginDialog</name>
    <message>
        <source>Checking the code…</source>
        <translation>Vérification du code…</translation>
    </message>
    <message>
        <source>Checking for a saved login…</source>
        <translation>Recherche d’une connexion enregistrée…</translation>
    </message>
    <message>
        <source>Requesting a new code…</source>
        <translation>Demande d’un nouveau code…</translation>
    </message>
    <message>
        <source>Log In</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Interrogation du serveur…</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Serveur : %1</translation>
    </message>
</context>
<context>
    <name>tocsin::LoginQuestions</name>
    <message>
        <source>Log out now?</source>
        <translation>Se déconnecter maintenant ?</translation>
    </message>
    <message>
        <source>&amp;Log Out</source>
        <translation>Se &amp;déconnecter</translation>
    </message>
    <message>
        <source>&amp;Stay Logged In</source>
        <translation>&amp;Rester connecté</translation>
    </message>
    <message>
        <source>Logout incomplete</source>
        <translation>Déconnexion incomplète</translation>
    </message>
    <message>
        <source>You are logged out</source>
        <translation>Vous êtes déconnecté</translation>
    </message>
    <message>
        <source>Earlier login</source>
        <translation>Ancienne connexion</translation>
    </message>
    <message numerus="yes">
        <source>You are getting texts about %n session(s). Logging out stops them.</source>
        <translation>
            <numerusform>Vous recevez des SMS pour %n session. La déconnexion les arrête.</numerusform>
            <numerusform>Vous recevez des SMS pour %n sessions. La déconnexion les arrête.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unsent text(s) will be discarded.</source>
        <translation>
            <numerusform>%n SMS non envoyé sera abandonné.</numerusform>
            <numerusform>%n SMS non envoyés seront abandonnés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Log Out</source>
        <translation>Se déconnecter</translation>
    </message>
    <message>
        <source>Could not read your login</source>
        <translation>Impossible de lire votre connexion</translation>
    </message>
    <message>
        <source>Tocsin will try again when the keychain is unlocked.</source>
        <translation>Tocsin réessaiera quand le trousseau sera déverrouillé.</translation>
    </message>
    <message>
        <source>Stay Logged In</source>
        <translation>Rester connecté</translation>
    </message>
    <message>
        <source>Tocsin can save your login in a file that only you can read. This is less secure than a keychain; Tocsin moves the login there when one becomes available. Otherwise you stay logged in only until Tocsin quits.</source>
        <translation>Tocsin peut enregistrer votre connexion dans un fichier que vous seul pouvez lire. C’est moins sûr qu’un trousseau ; Tocsin y déplacera la connexion dès qu’un trousseau sera disponible. Sinon, vous ne restez connecté que jusqu’à ce que Tocsin soit quitté.</translation>
    </message>
    <message>
        <source>&amp;Save in File</source>
        <translation>&amp;Enregistrer dans un fichier</translation>
    </message>
    <message>
        <source>&amp;Don&apos;t Save</source>
        <translation>&amp;Ne pas enregistrer</translation>
    </message>
    <message>
        <source>You are not logged in</source>
        <translation>Vous n’êtes pas connecté</translation>
    </message>
    <message>
        <source>Your login is for %1, but Tocsin uses %2 now. Log in there to get texts, or change the server address.</source>
        <translation>Votre connexion concerne %1, mais Tocsin utilise maintenant %2. Connectez-vous à ce serveur pour recevoir des SMS, ou modifiez l’adresse du serveur.</translation>
    </message>
</context>
<context>
    <name>tocsin::MuteMenu</name>
    <message>
        <source>&amp;Muted Until %1</source>
        <translation>En &amp;sourdine jusqu’à : %1</translation>
    </message>
    <message>
        <source>&amp;Mute Notifications</source>
        <translation>Mettre en &amp;sourdine</translation>
    </message>
    <message>
        <source>15 &amp;Minutes</source>
        <translation>15 &amp;minutes</translation>
    </message>
    <message>
        <source>1 &amp;Hour</source>
        <translation>1 &amp;heure</translation>
    </message>
    <message>
        <source>Until &amp;Tomorrow</source>
        <translation>Jusqu’à &amp;demain</translation>
    </message>
    <message>
        <source>&amp;Unmute</source>
        <translation>&amp;Rétablir</translation>
    </message>
</context>
<context>
    <name>tocsin::PhonePage</name>
    <message>
        <source>We will text a code to %1.</source>
        <translation>Nous enverrons un code par SMS au %1.</translation>
    </message>
    <message>
        <source>Some digits are still missing.</source>
        <translation>Il manque encore des chiffres.</translation>
    </message>
    <message>
        <source>&amp;Phone number:</source>
        <translation>&amp;Numéro de téléphone :</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Numéro de téléphone</translation>
    </message>
    <message>
        <source>&amp;Text Me a Code</source>
        <translation>&amp;Recevoir un code</translation>
    </message>
    <message>
        <source>Log In with the &amp;Browser</source>
        <translation>Se connecter dans le na&amp;vigateur</translation>
    </message>
    <message>
        <source>Start with your country code: +44 7911 … instead of 07911 …</source>
        <translation>Commencez par l’indicatif du pays : +33 6 12 … au lieu de 06 12 …</translation>
    </message>
    <message>
        <source>Only digits, spaces and a leading + are allowed.</source>
        <translation>Seuls les chiffres, les espaces et un + initial sont admis.</translation>
    </message>
    <message>
        <source>Too long: a phone number has at most 15 digits.</source>
        <translation>Trop long : un numéro de téléphone a au plus 15 chiffres.</translation>
    </message>
    <message>
        <source>Desktop notifications need no login. To get texts on your phone too, enter your mobile number. We will text you a six-digit code to confirm it.</source>
        <translation>Les notifications à l’écran ne demandent pas de connexion. Pour recevoir aussi des SMS sur votre téléphone, saisissez votre numéro de mobile. Nous vous enverrons par SMS un code à six chiffres pour le confirmer.</translation>
    </message>
    <message>
        <source>Enter your number on the server&apos;s web page instead.</source>
        <translation>Saisissez plutôt votre numéro sur la page web du serveur.</translation>
    </message>
    <message>
        <source>Change &amp;Server…</source>
        <translation>Changer de &amp;serveur…</translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation>&amp;Plus tard</translation>
    </message>
    <message>
        <source>+1 415 555 0123</source>
        <extracomment>A mobile number as people of the language&apos;s country write it, with its country code</extracomment>
        <translation>+33 6 12 34 56 78</translation>
    </message>
    <message>
        <source>Include + and your country code, for example %1.</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>Avec + et l’indicatif du pays, par exemple %1.</translation>
    </message>
</context>
<context>
    <name>tocsin::PlanBody</name>
    <message>
        <source>The file of this plan has changed since Claude asked, so the plan cannot be approved here. Answer in the terminal, or keep planning.</source>
        <translation>Le fichier de ce plan a changé depuis que Claude l’a demandé : le plan ne peut pas être approuvé ici. Répondez dans le terminal, ou demandez de poursuivre la planification.</translation>
    </message>
    <message>
        <source>The plan was not found, so it cannot be approved here. Answer in the terminal.</source>
        <translation>Le plan est introuvable et ne peut pas être approuvé ici. Répondez dans le terminal.</translation>
    </message>
    <message>
        <source>The plan in the file %1 cannot be read, so it cannot be approved here. Answer in the terminal.</source>
        <translation>Le plan du fichier %1 est illisible et ne peut pas être approuvé ici. Répondez dans le terminal.</translation>
    </message>
    <message>
        <source>Read from Claude Code’s file</source>
        <translation>Lu dans le fichier de Claude Code</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Plan as written</source>
        <translation>Plan d’origine</translation>
    </message>
    <message>
        <source>Some of the plan can be read only as it is written.</source>
        <translation>Une partie du plan n’est lisible que dans sa forme d’origine.</translation>
    </message>
    <message>
        <source>Accept edits from now on</source>
        <translation>Accepter désormais les modifications</translation>
    </message>
    <message>
        <source>Claude then edits files without asking.</source>
        <translation>Claude modifie alors les fichiers sans demander.</translation>
    </message>
    <message>
        <source>Show as written</source>
        <translation>Afficher l’original</translation>
    </message>
    <message>
        <source>There is no plan to show.</source>
        <translation>Il n’y a pas de plan à afficher.</translation>
    </message>
</context>
<context>
    <name>tocsin::PlanView</name>
    <message>
        <source>image</source>
        <translation>image</translation>
    </message>
</context>
<context>
    <name>tocsin::PluginSetup</name>
    <message>
        <source>Linked %1 to %2.</source>
        <translation>Lien %1 créé vers %2.</translation>
    </message>
    <message>
        <source>Could not link %1 to %2.</source>
        <translation>Impossible de créer le lien %1 vers %2.</translation>
    </message>
</context>
<context>
    <name>tocsin::PrintedTextsNote</name>
    <message>
        <source>This server prints texts on its console and sends none.</source>
        <translation>Ce serveur affiche les SMS sur sa console et n’en envoie aucun.</translation>
    </message>
</context>
<context>
    <name>tocsin::QuestionCard</name>
    <message>
        <source>Question %1 of %2</source>
        <translation>Question %1 sur %2</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Some options have the same label. Claude cannot tell them apart.</source>
        <translation>Certaines options ont le même nom. Claude ne peut pas les distinguer.</translation>
    </message>
    <message>
        <source>(no label)</source>
        <translation>(sans nom)</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Votre réponse</translation>
    </message>
    <message>
        <source>Other answer</source>
        <translation>Autre réponse</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
</context>
<context>
    <name>tocsin::QuestionsBody</name>
    <message>
        <source>These questions cannot be answered here. Answer them in the terminal.</source>
        <translation>Il n’est pas possible de répondre ici à ces questions. Répondez-y dans le terminal.</translation>
    </message>
</context>
<context>
    <name>tocsin::QuietHoursField</name>
    <message>
        <source>&amp;Quiet hours:</source>
        <translation>Heures &amp;calmes :</translation>
    </message>
    <message>
        <source>Cop&amp;y %1 to All Days</source>
        <extracomment>%1 is a weekday</extracomment>
        <translation>Appliquer les horaires du %1 à tous les &amp;jours</translation>
    </message>
    <message>
        <source>to</source>
        <extracomment>between two times of day: &quot;22:00 to 07:00&quot;</extracomment>
        <translation>à</translation>
    </message>
    <message>
        <source>Quiet hours on %1</source>
        <extracomment>%1 is a weekday</extracomment>
        <translation>Heures calmes le %1</translation>
    </message>
    <message>
        <source>%1: quiet from</source>
        <extracomment>%1 is a weekday</extracomment>
        <translation>%1 : calme de</translation>
    </message>
    <message>
        <source>%1: quiet until</source>
        <extracomment>%1 is a weekday</extracomment>
        <translation>%1 : calme jusqu’à</translation>
    </message>
</context>
<context>
    <name>tocsin::RenameDialog</name>
    <message>
        <source>Rename Session</source>
        <translation>Renommer la session</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Nom :</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Renommer</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
</context>
<context>
    <name>tocsin::ReplyText</name>
    <message>
        <source>To log in: %1</source>
        <translation>Pour se connecter : %1</translation>
    </message>
    <message>
        <source>Tocsin is not running. Start it from the applications menu or with the command tocsin; without a display, with: systemctl --user start tocsin-headless</source>
        <translation>Tocsin n’est pas en marche. Lancez-le depuis le menu des applications ou avec la commande tocsin ; sans écran, avec : systemctl --user start tocsin-headless</translation>
    </message>
    <message>
        <source>To enter the code again: %1</source>
        <translation>Pour saisir le code à nouveau : %1</translation>
    </message>
    <message>
        <source>To get a new code: %1</source>
        <translation>Pour obtenir un nouveau code : %1</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>C’est fait.</translation>
    </message>
    <message>
        <source>To enter the code: %1</source>
        <translation>Pour saisir le code : %1</translation>
    </message>
    <message>
        <source>To stop the texts: %1</source>
        <translation>Pour arrêter les SMS : %1</translation>
    </message>
    <message>
        <source>Tocsin&apos;s socket belongs to another user, so nothing was sent. In a container, run Claude Code with the user ID of the user who runs Tocsin; otherwise start Tocsin with: tocsin</source>
        <translation>Le socket de Tocsin appartient à un autre utilisateur, rien n’a donc été envoyé. Dans un conteneur, lancez Claude Code avec l’identifiant de l’utilisateur qui a lancé Tocsin ; sinon, lancez Tocsin avec : tocsin</translation>
    </message>
    <message>
        <source>Tocsin did not answer in time. Try again in a moment.</source>
        <translation>Tocsin n’a pas répondu à temps. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>Unreadable reply from Tocsin. Restart Tocsin and try again.</source>
        <translation>Réponse illisible de Tocsin. Relancez Tocsin et réessayez.</translation>
    </message>
    <message>
        <source>The request failed (%1).</source>
        <translation>La requête a échoué (%1).</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestHeader</name>
    <message>
        <source>Not shown in the terminal.</source>
        <translation>Non affichée dans le terminal.</translation>
    </message>
    <message>
        <source>S&amp;how It There</source>
        <translation>L’&amp;afficher là-bas</translation>
    </message>
    <message>
        <source>Subagent</source>
        <translation>Sous-agent</translation>
    </message>
    <message>
        <source>Background run</source>
        <translation>Exécution en arrière-plan</translation>
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
        <translation>Toujours en attente</translation>
    </message>
    <message>
        <source>No longer waiting; not answered in Tocsin</source>
        <translation>N’est plus en attente ; pas de réponse dans Tocsin</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestListModel</name>
    <message>
        <source>no longer waiting</source>
        <translation>n’est plus en attente</translation>
    </message>
    <message>
        <source>subagent, %1</source>
        <translation>sous-agent, %1</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestPage</name>
    <message>
        <source>Ne&amp;xt Request</source>
        <translation>Demande sui&amp;vante</translation>
    </message>
    <message>
        <source>Not sent: this has changed since it was shown. Look at it again.</source>
        <translation>Non envoyé : le contenu a changé depuis son affichage. Relisez-le.</translation>
    </message>
    <message>
        <source>Left to the terminal. Answer it there.</source>
        <translation>Laissée au terminal. Répondez-y là-bas.</translation>
    </message>
    <message>
        <source>No longer waiting here. If Claude still asks, answer in the terminal.</source>
        <translation>N’attend plus ici. Si Claude demande encore, répondez dans le terminal.</translation>
    </message>
    <message>
        <source>No longer waiting. It was answered in the terminal, or Claude went on without it.</source>
        <translation>N’est plus en attente. La réponse a été donnée dans le terminal, ou Claude a continué sans elle.</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <extracomment>%1 is what was decided, such as: Allowed once; %2 is where: in the window</extracomment>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>&amp;Message:</source>
        <translation>&amp;Message :</translation>
    </message>
    <message>
        <source>If you keep planning</source>
        <translation>Pour revoir le plan</translation>
    </message>
    <message>
        <source>If you deny</source>
        <translation>En cas de refus</translation>
    </message>
    <message>
        <source>Optional. Goes to Claude with Keep Planning.</source>
        <translation>Facultatif. Envoyé à Claude avec « Continuer la planification ».</translation>
    </message>
    <message>
        <source>Optional. Goes to Claude with Deny.</source>
        <translation>Facultatif. Envoyé à Claude avec « Refuser ».</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestPages</name>
    <message>
        <source>Choose a request from the list.</source>
        <translation>Choisissez une demande dans la liste.</translation>
    </message>
    <message>
        <source>Nothing is waiting for an answer.</source>
        <translation>Rien n’attend de réponse.</translation>
    </message>
</context>
<context>
    <name>tocsin::RequestSidebar</name>
    <message>
        <source>Waiting requests</source>
        <translation>Demandes en attente</translation>
    </message>
    <message>
        <source>A&amp;nswered</source>
        <translation>Répon&amp;du</translation>
    </message>
    <message>
        <source>Awa&amp;y</source>
        <translation>A&amp;bsence</translation>
    </message>
    <message>
        <source>What was asked while you were away</source>
        <translation>Ce qui a été demandé en votre absence</translation>
    </message>
    <message>
        <source>Answered requests</source>
        <translation>Demandes avec réponse</translation>
    </message>
    <message>
        <source>&amp;Waiting (%1)</source>
        <extracomment>%1 is how many there are</extracomment>
        <translation>E&amp;n attente (%1)</translation>
    </message>
    <message>
        <source>&amp;Waiting</source>
        <translation>E&amp;n attente</translation>
    </message>
    <message>
        <source>Requests of all sessions</source>
        <translation>Demandes de toutes les sessions</translation>
    </message>
</context>
<context>
    <name>tocsin::RiskBox</name>
    <message>
        <source>This call can do harm.</source>
        <translation>Cet appel peut causer des dégâts.</translation>
    </message>
    <message>
        <source>I have &amp;read the whole call</source>
        <translation>J’ai &amp;lu l’appel en entier</translation>
    </message>
</context>
<context>
    <name>tocsin::ServerLogin</name>
    <message>
        <source>You are already logged in. Log out first.</source>
        <translation>Vous êtes déjà connecté. Déconnectez-vous d’abord.</translation>
    </message>
    <message>
        <source>Request a code first.</source>
        <translation>Demandez d’abord un code.</translation>
    </message>
    <message>
        <source>The code has six digits. Check it and try again.</source>
        <translation>Le code a six chiffres. Vérifiez-le et réessayez.</translation>
    </message>
    <message numerus="yes">
        <source>Wrong code. You can try %n more time(s).</source>
        <translation>
            <numerusform>Code incorrect. Il vous reste %n essai.</numerusform>
            <numerusform>Code incorrect. Il vous reste %n essais.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server could not be notified of the logout. Tocsin will keep trying; until then the login stays valid on the server.</source>
        <translation>Le serveur n’a pas pu être informé de la déconnexion. Tocsin continue d’essayer ; d’ici là, la connexion reste valable sur le serveur.</translation>
    </message>
    <message>
        <source>Your login could not be removed from this computer. %1 Then log out again.</source>
        <translation>Votre connexion n’a pas pu être effacée de cet ordinateur. %1 Déconnectez-vous ensuite encore une fois.</translation>
    </message>
    <message>
        <source>Enter your phone number in the browser first.</source>
        <translation>Saisissez d’abord votre numéro de téléphone dans le navigateur.</translation>
    </message>
    <message>
        <source>Tocsin is running without a display and cannot open a browser. Enter your phone number instead.</source>
        <translation>Tocsin fonctionne sans écran et ne peut pas ouvrir de navigateur. Saisissez plutôt votre numéro de téléphone.</translation>
    </message>
    <message>
        <source>The browser login has ended.</source>
        <translation>La connexion par le navigateur est terminée.</translation>
    </message>
    <message>
        <source>Too many wrong codes. Send a new one.</source>
        <translation>Trop de codes erronés. Demandez-en un nouveau.</translation>
    </message>
</context>
<context>
    <name>tocsin::ServerSession</name>
    <message>
        <source>The server could not be reached in time.</source>
        <translation>Le serveur n’a pas pu être joint à temps.</translation>
    </message>
    <message>
        <source>A different user has logged in since.</source>
        <translation>Un autre utilisateur s’est connecté depuis.</translation>
    </message>
</context>
<context>
    <name>tocsin::Session</name>
    <message>
        <source>Claude session</source>
        <translation>Session Claude</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionButtons</name>
    <message>
        <source>M&amp;ute</source>
        <translation>Sourd&amp;ine</translation>
    </message>
    <message>
        <source>M&amp;uted</source>
        <translation>En sourd&amp;ine</translation>
    </message>
    <message>
        <source>Show &amp;Terminal</source>
        <translation>A&amp;fficher le terminal</translation>
    </message>
    <message>
        <source>Open &amp;Folder</source>
        <translation>E&amp;xplorer le dossier</translation>
    </message>
    <message>
        <source>T&amp;exts</source>
        <translation>Envo&amp;yer des SMS</translation>
    </message>
    <message>
        <source>&amp;Continue…</source>
        <translation>&amp;Continuer…</translation>
    </message>
    <message>
        <source>End Sessi&amp;on…</source>
        <translation>&amp;Quitter la session…</translation>
    </message>
    <message>
        <source>For a session that waits at its prompt in tmux, WezTerm, or kitty with remote control. Tocsin cannot type into other terminals.</source>
        <translation>Pour une session qui attend à son invite dans tmux, WezTerm, ou dans kitty avec contrôle à distance. Tocsin ne peut pas écrire dans les autres terminaux.</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionControls</name>
    <message>
        <source>Terminal not shown</source>
        <translation>Terminal non affiché</translation>
    </message>
    <message>
        <source>Folder not opened</source>
        <translation>Dossier non ouvert</translation>
    </message>
    <message>
        <source>%1 does not exist, or no file manager is installed.</source>
        <translation>%1 n’existe pas, ou aucun gestionnaire de fichiers n’est installé.</translation>
    </message>
    <message>
        <source>Session not ended</source>
        <translation>Session non terminée</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionListModel</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a session&apos;s name, %2 its state and more</extracomment>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>Unnamed session</source>
        <translation>Session sans nom</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionPanel</name>
    <message>
        <source>Re&amp;quests (%1)</source>
        <extracomment>%1 is how many there are</extracomment>
        <translation>D&amp;emandes (%1)</translation>
    </message>
    <message>
        <source>Re&amp;quests</source>
        <translation>D&amp;emandes</translation>
    </message>
    <message>
        <source>Parts of the session</source>
        <translation>Parties de la session</translation>
    </message>
    <message>
        <source>H&amp;istory</source>
        <translation>&amp;Historique</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionSidebar</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Search the sessions by name and folder</source>
        <translation>Rechercher une session par nom et dossier</translation>
    </message>
    <message>
        <source>Name, folder or computer (%1)</source>
        <translation>Nom, dossier ou ordinateur (%1)</translation>
    </message>
    <message>
        <source>Sessions to list</source>
        <translation>Sessions affichées</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessions</translation>
    </message>
    <message>
        <source>All Sessions</source>
        <translation>Toutes les sessions</translation>
    </message>
    <message>
        <source>Needs You</source>
        <translation>Ont besoin de vous</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Au travail</translation>
    </message>
    <message>
        <source>Finished or Idle</source>
        <translation>Terminées ou inactives</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Finies</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Renommer…</translation>
    </message>
    <message>
        <source>Needs Permission</source>
        <translation>Demandent une autorisation</translation>
    </message>
    <message>
        <source>Has a Question</source>
        <translation>Ont une question</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêtées</translation>
    </message>
</context>
<context>
    <name>tocsin::SessionWindow</name>
    <message>
        <source>Choose a session from the list.</source>
        <translation>Choisissez une session dans la liste.</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessions</translation>
    </message>
    <message>
        <source>No sessions yet. To connect Claude Code, choose “Set Up…” in Tocsin&apos;s menu, then start a new session.</source>
        <translation>Aucune session pour l’instant. Pour connecter Claude Code, choisissez « Configurer… » dans le menu de Tocsin, puis démarrez une nouvelle session.</translation>
    </message>
</context>
<context>
    <name>tocsin::SettingField</name>
    <message>
        <source>Not a regular expression: %1</source>
        <translation>Ce n’est pas une expression régulière : %1</translation>
    </message>
    <message>
        <source>Set by the %1 environment variable, which overrides this setting.</source>
        <extracomment>%1 is the name of the variable</extracomment>
        <translation>Défini par la variable d’environnement %1, qui prime sur ce paramètre.</translation>
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
        <translation>Celle du système</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>C&amp;hoisir…</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>Certificats (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>The %1 environment variable has a value that cannot be used. It is ignored.</source>
        <extracomment>%1 is the name of the variable</extracomment>
        <translation>La variable d’environnement %1 a une valeur inutilisable. Elle est ignorée.</translation>
    </message>
</context>
<context>
    <name>tocsin::SettingsDialog</name>
    <message>
        <source>&amp;Start Tocsin when I log in to this computer</source>
        <translation>&amp;Démarrer Tocsin à l’ouverture de ma session sur cet ordinateur</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>The settings could not be saved to %1. Check its permissions and free disk space; until then, changes apply only while Tocsin is running.</source>
        <translation>Les paramètres n’ont pas pu être enregistrés dans %1. Vérifiez les droits d’accès et l’espace disque libre ; d’ici là, les modifications ne valent que tant que Tocsin est en cours d’exécution.</translation>
    </message>
    <message>
        <source>Changing the server logs you out. You can then log in to the new one.</source>
        <translation>Changer de serveur vous déconnecte. Vous pourrez ensuite vous connecter au nouveau.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Start automaticall&amp;y with Claude Code</source>
        <translation>Démarrer a&amp;utomatiquement avec Claude Code</translation>
    </message>
    <message>
        <source>&amp;Advanced</source>
        <translation>Avan&amp;cés</translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <translation>Paramètres avancés</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Général</translation>
    </message>
    <message>
        <source>Al&amp;erts</source>
        <translation>Al&amp;ertes</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Pages des paramètres</translation>
    </message>
    <message>
        <source>Let bac&amp;kground runs wait for my answer</source>
        <translation>Les exécutions en arrière-plan a&amp;ttendent ma réponse</translation>
    </message>
    <message>
        <source>Until Tocsin ends. The run stops until you answer. Also turns on notifications about background runs. Not saved, because any program could change the file.</source>
        <translation>Jusqu’à l’arrêt de Tocsin. L’exécution s’arrête jusqu’à votre réponse. Active aussi les notifications des exécutions en arrière-plan. N’est pas enregistré, car n’importe quel programme pourrait modifier le fichier.</translation>
    </message>
    <message>
        <source>Open re&amp;quests with a global shortcut</source>
        <translation>Raccourci global &amp;qui ouvre les demandes</translation>
    </message>
    <message>
        <source>The desktop asks you for the key.</source>
        <translation>Le bureau vous demande la touche.</translation>
    </message>
</context>
<context>
    <name>tocsin::SetupDialog</name>
    <message>
        <source>Tocsin: test</source>
        <translation>Tocsin : test</translation>
    </message>
    <message>
        <source>This is how Tocsin tells you that Claude Code needs you.</source>
        <translation>C’est ainsi que Tocsin vous signale que Claude Code a besoin de vous.</translation>
    </message>
    <message>
        <source>Notifications are on.</source>
        <translation>Les notifications sont activées.</translation>
    </message>
    <message>
        <source>This desktop shows no notifications.</source>
        <translation>Ce bureau n’affiche pas de notifications.</translation>
    </message>
    <message>
        <source>No notification service is running. Start one, for example dunst or mako; Tocsin then uses it at once.</source>
        <translation>Aucun service de notification n’est actif. Démarrez-en un, par exemple dunst ou mako ; Tocsin l’utilise alors aussitôt.</translation>
    </message>
    <message>
        <source>The desktop did not show the notification.</source>
        <translation>Le bureau n’a pas affiché la notification.</translation>
    </message>
    <message>
        <source>Sent. Do Not Disturb is on, so the desktop may show it later.</source>
        <translation>Envoyée. Ne pas déranger est activé : elle peut n’apparaître que plus tard.</translation>
    </message>
    <message>
        <source>Sent. The desktop shows it now.</source>
        <translation>Envoyée. Elle est affichée maintenant.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Envoi…</translation>
    </message>
    <message>
        <source>Claude Code is connected.</source>
        <translation>Claude Code est connecté.</translation>
    </message>
    <message>
        <source>Connect Claude Code.</source>
        <translation>Connectez Claude Code.</translation>
    </message>
    <message>
        <source>The plugin was not found. Install Tocsin again.</source>
        <translation>Le plugin est introuvable. Réinstallez Tocsin.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connexion…</translation>
    </message>
    <message>
        <source>Start a new Claude Code session, or type /reload-plugins in one that is running.</source>
        <translation>Démarrez une nouvelle session Claude Code, ou saisissez /reload-plugins dans une session en cours.</translation>
    </message>
    <message>
        <source>The command &quot;claude&quot; was not found. In a terminal where it works, type: %1</source>
        <translation>La commande « claude » est introuvable. Dans un terminal où elle fonctionne, saisissez : %1</translation>
    </message>
    <message>
        <source>Claude Code did not install the plugin. Its answer is below. To try it yourself, type in a terminal: %1</source>
        <translation>Claude Code n’a pas installé le plugin. Sa réponse figure ci-dessous. Pour essayer vous-même, saisissez dans un terminal : %1</translation>
    </message>
    <message>
        <source>Installs the Tocsin plugin with Claude Code&apos;s own command.</source>
        <translation>Installe le plugin Tocsin avec la commande de Claude Code.</translation>
    </message>
    <message>
        <source>Texts on your phone are optional.</source>
        <translation>Les SMS sur votre téléphone sont facultatifs.</translation>
    </message>
    <message>
        <source>You are logged in.</source>
        <translation>Vous êtes connecté.</translation>
    </message>
    <message>
        <source>Texts go to %1.</source>
        <translation>Les SMS sont envoyés au %1.</translation>
    </message>
    <message>
        <source>For when you are away from the computer. Needs a Tocsin server.</source>
        <translation>Pour les moments où vous n’êtes pas devant l’ordinateur. Nécessite un serveur Tocsin.</translation>
    </message>
    <message>
        <source>Set Up</source>
        <translation>Configuration</translation>
    </message>
    <message>
        <source>Tocsin tells you when Claude Code needs you.</source>
        <translation>Tocsin vous prévient quand Claude Code a besoin de vous.</translation>
    </message>
    <message>
        <source>Send a &amp;Test</source>
        <translation>Envoyer un &amp;test</translation>
    </message>
    <message>
        <source>&amp;Connect Claude Code</source>
        <translation>&amp;Connecter Claude Code</translation>
    </message>
    <message>
        <source>Claude Code&apos;s answer</source>
        <translation>Réponse de Claude Code</translation>
    </message>
    <message>
        <source>Set &amp;Up Texts…</source>
        <translation>Configurer les &amp;SMS…</translation>
    </message>
    <message>
        <source>This desktop shows no tray icon. To open Tocsin again, start it once more.</source>
        <translation>Ce bureau n’affiche pas d’icône. Pour rouvrir Tocsin, lancez-le une nouvelle fois.</translation>
    </message>
    <message>
        <source>S&amp;essions…</source>
        <translation>S&amp;essions…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Paramètres…</translation>
    </message>
    <message>
        <source>&amp;Quit Tocsin</source>
        <translation>&amp;Quitter Tocsin</translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation>Pas &amp;maintenant</translation>
    </message>
    <message>
        <source>The plugin is installed, but its hooks cannot find tocsin-hookbridge. Put it in ~/.local/bin or /usr/local/bin.</source>
        <translation>Le plugin est installé, mais ses hooks ne trouvent pas tocsin-hookbridge. Placez-le dans ~/.local/bin ou /usr/local/bin.</translation>
    </message>
    <message>
        <source>The plugin is installed, but its hooks cannot find tocsin-hookbridge. Connect again to link it in ~/.local/bin.</source>
        <translation>Le plugin est installé, mais ses hooks ne trouvent pas tocsin-hookbridge. Reconnectez-le pour créer un lien dans ~/.local/bin.</translation>
    </message>
    <message>
        <source>Chec&amp;k Tocsin…</source>
        <translation>&amp;Vérifier Tocsin…</translation>
    </message>
</context>
<context>
    <name>tocsin::StatusReport</name>
    <message>
        <source>Notifications and texts are muted until %1.</source>
        <translation>Notifications et SMS sont en sourdine jusqu’à %1.</translation>
    </message>
    <message>
        <source>No Claude Code sessions running.</source>
        <translation>Aucune session Claude Code en cours.</translation>
    </message>
    <message numerus="yes">
        <source>%n Claude Code session(s):</source>
        <translation>
            <numerusform>%n session Claude Code :</numerusform>
            <numerusform>%n sessions Claude Code :</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 is the name of a session, %2 of its folder</extracomment>
        <translation>%1 dans %2</translation>
    </message>
    <message>
        <source>%1 (this one)</source>
        <translation>%1 (celle-ci)</translation>
    </message>
    <message>
        <source>- %1 %2: %3; %4</source>
        <extracomment>%1 is the beginning of the session&apos;s ID, %2 its name</extracomment>
        <translation>- %1 %2 : %3 ; %4</translation>
    </message>
    <message>
        <source>Notifications cannot be shown: no notification service was found.</source>
        <translation>Impossible d’afficher des notifications : aucun service de notification trouvé.</translation>
    </message>
    <message>
        <source>Notifications: Do Not Disturb is on.</source>
        <translation>Notifications : « Ne pas déranger » est activé.</translation>
    </message>
    <message>
        <source>The login is kept in a file that only you can read.</source>
        <translation>La connexion est conservée dans un fichier que vous seul pouvez lire.</translation>
    </message>
    <message>
        <source>The login is kept in the keychain.</source>
        <translation>La connexion est conservée dans le trousseau.</translation>
    </message>
    <message>
        <source>You are away, as you said.</source>
        <translation>Vous êtes absent, comme indiqué.</translation>
    </message>
    <message>
        <source>You are here, as you said.</source>
        <translation>Vous êtes là, comme indiqué.</translation>
    </message>
    <message>
        <source>You are here: you typed in the terminal.</source>
        <translation>Vous êtes là : vous avez tapé dans le terminal.</translation>
    </message>
    <message>
        <source>You are here: you used the computer recently.</source>
        <translation>Vous êtes là : vous avez utilisé l’ordinateur récemment.</translation>
    </message>
    <message>
        <source>You are away: the screen is locked.</source>
        <translation>Vous êtes absent : l’écran est verrouillé.</translation>
    </message>
    <message>
        <source>You are away: another user&apos;s session is on the screen.</source>
        <translation>Vous êtes absent : la session d’un autre utilisateur est à l’écran.</translation>
    </message>
    <message>
        <source>You are away: the computer is idle.</source>
        <translation>Vous êtes absent : l’ordinateur est inactif.</translation>
    </message>
    <message>
        <source>Your presence is checked while something waits for you.</source>
        <translation>Votre présence est vérifiée tant que quelque chose vous attend.</translation>
    </message>
    <message>
        <source>It is not known whether you are at the computer.</source>
        <translation>On ne sait pas si vous êtes devant l’ordinateur.</translation>
    </message>
    <message>
        <source>Logged in as %1 until %2.</source>
        <translation>Connecté avec le %1 jusqu’à %2.</translation>
    </message>
    <message>
        <source>Waiting for the code that was texted to %1.</source>
        <translation>En attente du code envoyé par SMS au %1.</translation>
    </message>
    <message>
        <source>Waiting for you to enter your phone number in the browser.</source>
        <translation>En attente de votre numéro de téléphone dans le navigateur.</translation>
    </message>
    <message>
        <source>Not logged in (notifications only).</source>
        <translation>Non connecté (notifications seulement).</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Serveur : %1</translation>
    </message>
    <message>
        <source>Server: %1 (reachable)</source>
        <translation>Serveur : %1 (joignable)</translation>
    </message>
    <message>
        <source>Server: %1 (not responding)</source>
        <translation>Serveur : %1 (ne répond pas)</translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) slow compared with the server&apos;s. Texts are corrected for it.</source>
        <translation>
            <numerusform>L’horloge de cet ordinateur retarde de %n minute sur celle du serveur. Les SMS en tiennent compte.</numerusform>
            <numerusform>L’horloge de cet ordinateur retarde de %n minutes sur celle du serveur. Les SMS en tiennent compte.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) fast compared with the server&apos;s. Texts are corrected for it.</source>
        <translation>
            <numerusform>L’horloge de cet ordinateur avance de %n minute sur celle du serveur. Les SMS en tiennent compte.</numerusform>
            <numerusform>L’horloge de cet ordinateur avance de %n minutes sur celle du serveur. Les SMS en tiennent compte.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for the network.</source>
        <translation>
            <numerusform>%n SMS en attente du réseau.</numerusform>
            <numerusform>%n SMS en attente du réseau.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for you to log in.</source>
        <translation>
            <numerusform>%n SMS en attente de votre connexion.</numerusform>
            <numerusform>%n SMS en attente de votre connexion.</numerusform>
        </translation>
    </message>
    <message>
        <source>A text was not delivered. Your phone may be off or out of coverage.</source>
        <translation>Un SMS n’a pas été remis. Votre téléphone est peut-être éteint ou hors réseau.</translation>
    </message>
    <message>
        <source>No more texts this hour: your phone has received all that the server allows.</source>
        <translation>Plus de SMS pour cette heure : votre téléphone a reçu tous ceux que le serveur autorise.</translation>
    </message>
    <message>
        <source>Not logged in: neither notifications nor texts.</source>
        <translation>Non connecté : ni notifications, ni SMS.</translation>
    </message>
    <message>
        <source>The login is not saved: it lasts until Tocsin ends.</source>
        <translation>La connexion n’est pas enregistrée : elle dure jusqu’à la fin de Tocsin.</translation>
    </message>
    <message>
        <source>The server at %1 only prints texts: no phone gets them.</source>
        <translation>Le serveur %1 ne fait qu’afficher les SMS : aucun téléphone ne les reçoit.</translation>
    </message>
    <message>
        <source>Waiting for the code for %1, which is on the server&apos;s console.</source>
        <translation>En attente du code pour le %1, qui est affiché sur la console du serveur.</translation>
    </message>
</context>
<context>
    <name>tocsin::StoryPage</name>
    <message>
        <source>What happened in this session</source>
        <translation>Ce qui s’est passé dans cette session</translation>
    </message>
    <message>
        <source>Nothing to show yet. Tool calls, notifications, texts and answers of this session will be listed here for 30 days.</source>
        <translation>Rien à afficher pour l’instant. Les appels d’outils, notifications, SMS et réponses de cette session seront listés ici pendant 30 jours.</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Renommer…</translation>
    </message>
</context>
<context>
    <name>tocsin::Subject</name>
    <message>
        <source>Approve the plan?</source>
        <translation>Approuver le plan ?</translation>
    </message>
    <message>
        <source>Rate limit reached</source>
        <translation>Limite de requêtes atteinte</translation>
    </message>
    <message>
        <source>The API had an internal error</source>
        <translation>L’API a eu une erreur interne</translation>
    </message>
    <message>
        <source>The API is overloaded</source>
        <translation>L’API est surchargée</translation>
    </message>
    <message>
        <source>The answer was too long</source>
        <translation>La réponse était trop longue</translation>
    </message>
    <message>
        <source>API error: %1</source>
        <extracomment>%1 is the API&apos;s own word for the error</extracomment>
        <translation>Erreur de l’API : %1</translation>
    </message>
    <message>
        <source>Connection to the API lost</source>
        <translation>La connexion à l’API est perdue</translation>
    </message>
    <message>
        <source>The API rejected the request</source>
        <translation>L’API a refusé la requête</translation>
    </message>
    <message>
        <source>Claude declined the request</source>
        <translation>Claude a décliné la demande</translation>
    </message>
    <message>
        <source>Claude Code is not logged in</source>
        <translation>Claude Code n’est pas connecté</translation>
    </message>
    <message>
        <source>The selected model is not available</source>
        <translation>Le modèle choisi n’est pas disponible</translation>
    </message>
    <message>
        <source>The conversation is too long</source>
        <translation>La conversation est trop longue</translation>
    </message>
    <message>
        <source>The credit balance is too low</source>
        <translation>Le solde de crédits est insuffisant</translation>
    </message>
    <message>
        <source>The API key is not valid</source>
        <translation>La clé d’API n’est pas valide</translation>
    </message>
    <message>
        <source>The API denied access</source>
        <translation>L’API a refusé l’accès</translation>
    </message>
    <message>
        <source>The API did not respond in time</source>
        <translation>L’API n’a pas répondu à temps</translation>
    </message>
    <message>
        <source>Usage limit reached</source>
        <translation>Limite d’utilisation atteinte</translation>
    </message>
    <message>
        <source>Usage limit reached, resets %1</source>
        <extracomment>%1 is a time in Claude&apos;s own English words: 4am (UTC), Nov 28, 10:14am (Europe/Berlin), in 2 hours</extracomment>
        <translation>Limite d’utilisation atteinte, réinitialisation : %1</translation>
    </message>
    <message>
        <source>Billing problem</source>
        <translation>Problème de facturation</translation>
    </message>
    <message>
        <source>Turn limit reached (--max-turns)</source>
        <translation>Limite de tours atteinte (--max-turns)</translation>
    </message>
    <message>
        <source>Budget limit reached (--max-budget-usd)</source>
        <translation>Limite de budget atteinte (--max-budget-usd)</translation>
    </message>
    <message>
        <source>Unexpected API response</source>
        <translation>Réponse inattendue de l’API</translation>
    </message>
    <message>
        <source>Run: %1</source>
        <translation>Exécuter : %1</translation>
    </message>
    <message>
        <source>Read: %1</source>
        <translation>Lire : %1</translation>
    </message>
    <message>
        <source>List: %1</source>
        <translation>Lister : %1</translation>
    </message>
    <message>
        <source>Search: %1</source>
        <translation>Rechercher : %1</translation>
    </message>
    <message>
        <source>Edit: %1</source>
        <translation>Modifier : %1</translation>
    </message>
    <message>
        <source>Write: %1</source>
        <translation>Écrire : %1</translation>
    </message>
    <message>
        <source>Fetch: %1</source>
        <translation>Récupérer : %1</translation>
    </message>
</context>
<context>
    <name>tocsin::TestRun</name>
    <message>
        <source>Tocsin test</source>
        <translation>Essai de Tocsin</translation>
    </message>
    <message>
        <source>tocsin-hookbridge cannot be run. Run: tocsin doctor</source>
        <translation>tocsin-hookbridge ne peut pas être lancé. Lancez : tocsin doctor</translation>
    </message>
    <message>
        <source>A text needs a login.</source>
        <translation>Il faut être connecté pour un SMS.</translation>
    </message>
    <message>
        <source>A text costs money: pass --yes to send one.</source>
        <translation>Un SMS coûte de l’argent : ajoutez --yes pour en envoyer un.</translation>
    </message>
    <message>
        <source>Send a text to %1? It costs what a text costs. [y/N] </source>
        <extracomment>The answers are the first letters of yes and no</extracomment>
        <translation>Envoyer un SMS au %1 ? Il coûte ce que coûte un SMS. [o/N] </translation>
    </message>
    <message>
        <source>y</source>
        <translation>o</translation>
    </message>
    <message>
        <source>The hook ran, but its event did not arrive. Run: tocsin doctor</source>
        <translation>Le hook a été exécuté, mais son événement n’est pas arrivé. Lancez : tocsin doctor</translation>
    </message>
    <message>
        <source>Hook delivered in %1.</source>
        <translation>Hook remis en %1.</translation>
    </message>
    <message>
        <source>Notification shown, and closed by you, within %1.</source>
        <translation>Notification affichée, et fermée par vous, en %1.</translation>
    </message>
    <message>
        <source>the notification service</source>
        <translation>le service de notifications</translation>
    </message>
    <message>
        <source>Notification shown after %1: id %2, by %3.</source>
        <translation>Notification affichée après %1 : numéro %2, par %3.</translation>
    </message>
    <message>
        <source>the notification service did not respond</source>
        <translation>le service de notifications n’a pas répondu</translation>
    </message>
    <message>
        <source>No notification: %1.</source>
        <translation>Pas de notification : %1.</translation>
    </message>
    <message>
        <source>Text sent after %1.</source>
        <translation>SMS envoyé après %1.</translation>
    </message>
    <message>
        <source>Text sent after %1 (%2).</source>
        <translation>SMS envoyé après %1 (%2).</translation>
    </message>
    <message>
        <source>the server did not respond</source>
        <translation>le serveur n’a pas répondu</translation>
    </message>
    <message>
        <source>No text: %1.</source>
        <translation>Pas de SMS : %1.</translation>
    </message>
    <message numerus="yes">
        <source>The notification closes after %n second(s), or when you click it.</source>
        <translation>
            <numerusform>La notification se ferme après %n seconde, ou quand vous cliquez dessus.</numerusform>
            <numerusform>La notification se ferme après %n secondes, ou quand vous cliquez dessus.</numerusform>
        </translation>
    </message>
    <message>
        <source>No notification: Tocsin runs without a display.</source>
        <translation>Pas de notification : Tocsin fonctionne sans écran.</translation>
    </message>
    <message>
        <source>To test a text: tocsin test --text</source>
        <translation>Pour tester un SMS : tocsin test --text</translation>
    </message>
</context>
<context>
    <name>tocsin::TrayApplication</name>
    <message>
        <source>Tocsin cannot save its data</source>
        <translation>Tocsin ne peut pas enregistrer ses données</translation>
    </message>
    <message>
        <source>Could not change the autostart setting. Check that ~/.config/autostart is writable.</source>
        <translation>Impossible de modifier le démarrage automatique. Vérifiez que ~/.config/autostart est accessible en écriture.</translation>
    </message>
    <message>
        <source>Could not save this setting to %1. Check its permissions and free disk space.</source>
        <translation>Impossible d’enregistrer ce paramètre dans %1. Vérifiez les droits et l’espace disque libre.</translation>
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
        <translation>Se &amp;connecter…</translation>
    </message>
    <message>
        <source>Enter the &amp;Code…</source>
        <translation>Saisir le c&amp;ode…</translation>
    </message>
    <message>
        <source>Log &amp;Out</source>
        <translation>Se &amp;déconnecter</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Paramètres…</translation>
    </message>
    <message>
        <source>&amp;About Tocsin</source>
        <translation>À propos de &amp;Tocsin</translation>
    </message>
    <message>
        <source>&amp;Quit Tocsin</source>
        <translation>&amp;Quitter Tocsin</translation>
    </message>
    <message>
        <source>Texts go to %1</source>
        <translation>Les SMS sont envoyés au %1</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>Connecté</translation>
    </message>
    <message>
        <source>A code is on its way to %1</source>
        <translation>Un code a été envoyé au %1</translation>
    </message>
    <message>
        <source>A code is on its way</source>
        <translation>Un code est en route</translation>
    </message>
    <message>
        <source>Logged in until %1</source>
        <translation>Connecté jusqu’à %1</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <extracomment>A menu entry: %1 is the session&apos;s name, %2 its state, such as: working</extracomment>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <extracomment>%1 is a state, such as: working; %2 a time, such as: today, 14:05</extracomment>
        <translation>%1 depuis %2</translation>
    </message>
    <message>
        <source>&amp;Text Me About This Session</source>
        <translation>&amp;M’envoyer des SMS sur cette session</translation>
    </message>
    <message>
        <source>No Claude sessions running</source>
        <translation>Aucune session Claude en cours</translation>
    </message>
    <message>
        <source>Checking for a saved login…</source>
        <translation>Recherche d’une connexion enregistrée…</translation>
    </message>
    <message>
        <source>Not logged in (notifications only)</source>
        <translation>Non connecté (notifications seulement)</translation>
    </message>
    <message>
        <source>&amp;Text Me About This Session (server unreachable)</source>
        <translation>&amp;M’envoyer des SMS sur cette session (serveur injoignable)</translation>
    </message>
    <message>
        <source>I&apos;m A&amp;way</source>
        <translation>Je suis a&amp;bsent</translation>
    </message>
    <message>
        <source>I&apos;m H&amp;ere</source>
        <translation>Je suis &amp;là</translation>
    </message>
    <message numerus="yes">
        <source>Answer %n &amp;Request(s)…</source>
        <translation>
            <numerusform>&amp;Répondre à %n demande…</numerusform>
            <numerusform>&amp;Répondre à %n demandes…</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Requests…</source>
        <translation>Demandes à t&amp;raiter…</translation>
    </message>
    <message>
        <source>&amp;Show Terminal</source>
        <translation>Afficher le &amp;terminal</translation>
    </message>
    <message>
        <source>&amp;Continue…</source>
        <translation>&amp;Continuer…</translation>
    </message>
    <message>
        <source>Set &amp;Up…</source>
        <translation>Con&amp;figurer…</translation>
    </message>
    <message numerus="yes">
        <source>Show All %n Sessio&amp;ns…</source>
        <translation>
            <numerusform>Afficher la sessio&amp;n…</numerusform>
            <numerusform>Afficher les %n sessio&amp;ns…</numerusform>
        </translation>
    </message>
    <message>
        <source>Show All Sessio&amp;ns…</source>
        <translation>Afficher toutes les sessio&amp;ns…</translation>
    </message>
    <message>
        <source>Chec&amp;k Tocsin…</source>
        <translation>&amp;Vérifier Tocsin…</translation>
    </message>
    <message>
        <source>&amp;Text Me About This Session (not logged in)</source>
        <translation>&amp;M’envoyer des SMS sur cette session (non connecté)</translation>
    </message>
</context>
<context>
    <name>tocsin::TroubleNotifier</name>
    <message>
        <source>The server is not responding</source>
        <translation>Le serveur ne répond pas</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting for the network. Notifications still work.</source>
        <translation>
            <numerusform>%n SMS en attente du réseau. Les notifications fonctionnent toujours.</numerusform>
            <numerusform>%n SMS en attente du réseau. Les notifications fonctionnent toujours.</numerusform>
        </translation>
    </message>
    <message>
        <source>A text was not delivered</source>
        <translation>Un SMS n’a pas été remis</translation>
    </message>
    <message>
        <source>Your phone may be off or out of coverage. Notifications still work.</source>
        <translation>Votre téléphone est peut-être éteint ou hors réseau. Les notifications fonctionnent toujours.</translation>
    </message>
    <message>
        <source>No more texts this hour</source>
        <translation>Plus de SMS pour cette heure</translation>
    </message>
    <message>
        <source>Your phone has received all texts that the server allows in an hour. What still waits for you is texted later.</source>
        <translation>Votre téléphone a reçu tous les SMS que le serveur autorise en une heure. Ce qui vous attend encore sera envoyé plus tard.</translation>
    </message>
</context>
<context>
    <name>tocsin::friendlyWhen</name>
    <message>
        <source>today, %1</source>
        <translation>aujourd’hui, %1</translation>
    </message>
    <message>
        <source>tomorrow, %1</source>
        <translation>demain, %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is a weekday or a date, %2 a time of day</extracomment>
        <translation>%1, %2</translation>
    </message>
</context>
</TS>
