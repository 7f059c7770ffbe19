// SPDX-License-Identifier: MIT
#include "tests/support/memory_token_store.h"

namespace tocsin::test {

void MemoryTokenStore::read(QObject* context, Done done)
{
    StoreResult result{.outcome = value.isEmpty() ? StoreOutcome::Absent : StoreOutcome::Found,
                       .value = value};
    if (!failsWith.isEmpty())
        result = {.outcome = StoreOutcome::Failed, .message = failsWith};
    QMetaObject::invokeMethod(
        context, [result, done = std::move(done)] { done(result); }, Qt::QueuedConnection);
}

void MemoryTokenStore::write(const Secret& newValue, QObject* context, Done done)
{
    if (failsWith.isEmpty())
        value = newValue;
    read(context, std::move(done));
}

void MemoryTokenStore::remove(QObject* context, Done done)
{
    if (failsWith.isEmpty())
        value = {};
    read(context, std::move(done));
}

} // namespace tocsin::test
