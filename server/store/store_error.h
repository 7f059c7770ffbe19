// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace tocsin::server {

/// What a database said instead of doing it. what() may quote the statement, but no bound value of a kind
/// that is personal; it is for the one who runs the server.
class StoreError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The database cannot be reached, does not answer in time, or is too busy: worth another try later.
class StoreUnavailable : public StoreError
{
public:
    using StoreError::StoreError;
};

/// Another transaction was in the way: worth another try at once.
class StoreConflict final : public StoreError
{
public:
    using StoreError::StoreError;
};

/// The connection is gone.
class StoreDisconnected final : public StoreUnavailable
{
public:
    using StoreUnavailable::StoreUnavailable;
};

} // namespace tocsin::server
