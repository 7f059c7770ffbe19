// SPDX-License-Identifier: MIT
#include "server/sms/text_problem.h"

#include "server/sms/outbox.h"

#include <algorithm>
#include <initializer_list>

namespace tocsin::server {

namespace {

constexpr TextProblem OptedOut{text_problem::OptedOut, "this number asked for no more texts",
                               "Text START from it to the number that the texts came from, then try again."};
constexpr TextProblem WrongNumber{text_problem::WrongNumber, "no mobile phone has this number",
                                  "Check the number, or try again."};
constexpr TextProblem Unreachable{"unreachable", "the phone is off or out of coverage",
                                  "Check the phone and the number, then try again."};
constexpr TextProblem Blocked{"blocked", "the mobile network blocked it",
                              "Ask the phone's operator, or use another number."};
constexpr TextProblem NotAllowed{"not_allowed", "the SMS account of this server may not text this number",
                                 "Ask whoever runs the server, or use another number."};
constexpr TextProblem Unexplained{"unknown", "the mobile network did not say why",
                                  "Check the number, or try again."};

bool isOneOf(int code, std::initializer_list<int> codes)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

} // namespace

// The codes: https://www.twilio.com/docs/api/errors
TextProblem textProblem(int errorCode)
{
    if (errorCode == OptedOutError)
        return OptedOut;
    if (isOneOf(errorCode, {InvalidNumberError, 21217, // not a number
                            21265,                     // a short code
                            21614, 21635,              // no mobile number, a landline
                            30005, 30006}))            // unknown to its network, a landline
        return WrongNumber;
    if (errorCode == 30003)
        return Unreachable;
    if (isOneOf(errorCode, {30004,   // by the phone or its network
                            30007,   // filtered
                            30450})) // taken for fraud
        return Blocked;
    if (isOneOf(errorCode,
                {AccountError, 21408, 21608, // the country is not allowed; a trial, to known numbers alone
                 21612,                      // not from this sender
                 30002, 30010,               // the account is suspended; its highest price
                 30022, 30023, 30024,        // the sender's limits, its carrier does not know it
                 30032, 30034}))             // it is not registered
        return NotAllowed;
    return Unexplained;
}

std::string undeliveredCode(const TextProblem& problem)
{
    return "The text with the code could not be delivered: " + std::string{problem.words} + ". " +
           std::string{problem.advice};
}

} // namespace tocsin::server
