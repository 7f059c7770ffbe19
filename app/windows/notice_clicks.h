// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"

#include <QHash>
#include <QLatin1StringView>
#include <QString>

#include <functional>

namespace tocsin {

// The tags of the notifications about Tocsin itself, besides wireName(Trouble).
inline constexpr QLatin1StringView LoginNotice{"login"};
inline constexpr QLatin1StringView DiskNotice{"disk"};
inline constexpr QLatin1StringView TerminalNotice{"terminal"};
inline constexpr QLatin1StringView FolderNotice{"folder"};
inline constexpr QLatin1StringView EndNotice{"end"};

/// A click on a notification about Tocsin itself opens the window that helps. That of the test opens nothing:
/// the click was the test.
class NoticeClicks final : public QObject
{
    Q_OBJECT
public:
    /// Each takes the activation token of the click; it may be empty.
    struct Dependencies
    {
        Notifier& notifier;
        std::function<void(const QString& token)> logIn;
        std::function<void(const QString& token)> checkTocsin;
        std::function<void(const QString& sessionId, const QString& token)> showSession;
    };
    explicit NoticeClicks(Dependencies dependencies, QObject* parent = nullptr);

    /// What is shown under this tag is about this session.
    void isAbout(const QString& tag, const QString& sessionId) { m_sessions.insert(tag, sessionId); }

private:
    void clicked(const QString& tag, const QString& token) const;

    Dependencies m_dependencies;
    QHash<QString, QString> m_sessions; ///< by tag
};

} // namespace tocsin
