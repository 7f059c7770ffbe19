// SPDX-License-Identifier: MIT
#include "core/pipeline/login_error_code.h"

namespace tocsin {

ipc::ErrorCode errorCodeOf(LoginError error)
{
    switch (error) {
    case LoginError::InvalidPhone:
        return ipc::ErrorCode::InvalidPhone;
    case LoginError::WrongCode:
        return ipc::ErrorCode::WrongCode;
    case LoginError::CodeExpired:
        return ipc::ErrorCode::CodeExpired;
    case LoginError::RateLimited:
        return ipc::ErrorCode::RateLimited;
    case LoginError::ServerTooFar:
    case LoginError::ServerUnsafe:
    case LoginError::NotOurServer:
        return ipc::ErrorCode::ServerUnreachable;
    case LoginError::NotNow: // no code was asked for
        return ipc::ErrorCode::NotLoggedIn;
    case LoginError::NoBrowser:
        return ipc::ErrorCode::NoBrowser;
    case LoginError::ServerRefused:
    case LoginError::StateMismatch:
    case LoginError::BrowserSilent:
        break;
    }
    return ipc::ErrorCode::ServerError;
}

} // namespace tocsin
