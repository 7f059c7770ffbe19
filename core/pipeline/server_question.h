// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <functional>

namespace tocsin {

/// Whether the server only prints texts, asked for the sake of an answer that it only makes better.
class ServerQuestion final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(bool isPrinted)>;
    using Probe = std::function<void(QObject* context, const Done& done)>;

    using QObject::QObject;

    /// Asks the server; without it none is taken to print texts.
    void setProbe(Probe probe) { m_probe = std::move(probe); }
    /// `done` is called once, and soon also when the server does not answer: with false.
    void ask(const Done& done);

private:
    Probe m_probe;
};

} // namespace tocsin
