// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>
#include <utility>

namespace tocsin {

/// Whether the person told the desktop not to disturb them; off where the desktop does not say. Never blocks.
class DoNotDisturb : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] bool isOn() const { return m_isOn; }

Q_SIGNALS:
    void changed(bool isOn);

protected:
    void set(bool isOn)
    {
        if (std::exchange(m_isOn, isOn) != isOn)
            Q_EMIT changed(isOn);
    }

private:
    bool m_isOn{false};
};

/// This desktop's; always off where it cannot be known.
[[nodiscard]] std::unique_ptr<DoNotDisturb> makePlatformDoNotDisturb();

} // namespace tocsin
