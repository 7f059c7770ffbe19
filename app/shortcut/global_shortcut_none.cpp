// SPDX-License-Identifier: MIT
#include "app/shortcut/global_shortcut.h"

namespace tocsin {

namespace {

class NoGlobalShortcut final : public GlobalShortcut
{
public:
    void start() override {}
    [[nodiscard]] bool isOn() const override { return false; }
    [[nodiscard]] QString status() const override { return {}; }
};

} // namespace

std::unique_ptr<GlobalShortcut> makeGlobalShortcut()
{
    return std::make_unique<NoGlobalShortcut>();
}

} // namespace tocsin
