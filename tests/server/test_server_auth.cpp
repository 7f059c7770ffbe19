// SPDX-License-Identifier: MIT
#include "server/auth/access_jwt.h"
#include "server/auth/crypto.h"

#include <QTest>

#include <Poco/JWT/Signer.h>
#include <Poco/JWT/Token.h>

#include <set>

using namespace tocsin::server;
using namespace std::chrono_literals;

namespace {

constexpr const char* Secret = "a secret of at least thirty-two bytes";

AccessClaims claims()
{
    return {"jti-1", "lg_1", Instant{1000s}, Instant{2000s}};
}

std::string signedBy(const std::string& algorithm, const std::string& secret, bool complete = true)
{
    Poco::JWT::Token token;
    token.setType("JWT");
    token.setSubject("lg_1");
    if (complete) {
        token.setId("jti-1");
        token.setExpiration(Poco::Timestamp{});
    }
    return Poco::JWT::Signer{secret}.sign(token, algorithm);
}

} // namespace

class TestServerAuth final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsItsOwnTokens()
    {
        const AccessJwt jwt{Keys{Secret}};
        const auto read = jwt.read(jwt.sign(claims()));
        QVERIFY(read.has_value());
        QCOMPARE(read->jti, claims().jti);
        QCOMPARE(read->loginId, claims().loginId);
        QVERIFY(read->issuedAt == claims().issuedAt && read->expiresAt == claims().expiresAt);
    }
    void acceptsThePreviousSecretsTokensAndSignsWithTheNewOne()
    {
        const std::string next = "the next secret, thirty-two bytes";
        const AccessJwt before{Keys{Secret}};
        const AccessJwt now{Keys{next, Secret}};
        const AccessJwt after{Keys{next}};
        QVERIFY(now.read(before.sign(claims())));
        QVERIFY(after.read(now.sign(claims())));
        QVERIFY(!before.read(now.sign(claims())));
        QVERIFY(!after.read(before.sign(claims())));
    }
    void keysOfEachUseAreOthers()
    {
        const Keys keys{"new", "old"};
        QVERIFY(keys.isHash(Keys{"old"}.hash("text"), "text") &&
                keys.isHash(Keys{"new"}.hash("text"), "text"));
        QVERIFY(!keys.isHash(Keys{"new"}.hash("text"), "texs") && !keys.isHash("", "text"));
        QVERIFY(!keys.isHash(keys.forUse("a").hash("text"), "text"));
        QVERIFY(!keys.forUse("a").isHash(keys.forUse("b").hash("text"), "text"));
        QVERIFY(keys.forUse("a").isHash(Keys{"old"}.forUse("a").hash("text"), "text"));
        QCOMPARE(Keys("new").all().size(), size_t{1});
    }
    void refusesWhatItDidNotSign()
    {
        const AccessJwt jwt{Keys{Secret}};
        const std::string good = jwt.sign(claims());
        QVERIFY(!AccessJwt{Keys{"another secret of thirty-two bytes!"}}.read(good));
        QVERIFY(!jwt.read(good.substr(0, good.size() - 4)));
        QVERIFY(!jwt.read(good.substr(0, good.rfind('.') + 1)));
        std::string changed = good;
        changed[good.find('.') + 5] = changed[good.find('.') + 5] == 'A' ? 'B' : 'A';
        QVERIFY(!jwt.read(changed));
        for (const char* const nonsense : {"", ".", "..", "a.b.c", "e30.e30.", "\xff"})
            QVERIFY2(!jwt.read(nonsense), nonsense);
    }
    void refusesEveryOtherAlgorithm()
    {
        const AccessJwt jwt{Keys{Secret}};
        QVERIFY(jwt.read(signedBy("HS256", Secret)));
        QVERIFY(!jwt.read(signedBy("HS384", Secret)));
        QVERIFY(!jwt.read(signedBy("HS512", Secret)));
        // POCO itself signs no "none": {"alg":"none"}.{"sub":"lg_1","jti":"jti-1","exp":9999999999}.
        QVERIFY(
            !jwt.read("eyJhbGciOiJub25lIn0.eyJzdWIiOiJsZ18xIiwianRpIjoianRpLTEiLCJleHAiOjk5OTk5OTk5OTl9."));
    }
    void refusesATokenWithoutItsClaims()
    {
        QVERIFY(!AccessJwt{Keys{Secret}}.read(signedBy("HS256", Secret, false)));
    }

    void hashesAsTheStandardsSay()
    {
        // FIPS 180-2's "abc", RFC 4231's test case 2.
        QCOMPARE(tokenHash("abc"),
                 std::string{"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"});
        QCOMPARE(keyedHash("Jefe", "what do ya want for nothing?"),
                 std::string{"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"});
    }
    void signsAsTheStandardSays()
    {
        // RFC 7515, A.1; its key in bytes, "\x03\x23\x35\x4b…".
        const std::string key{"\x03\x23\x35\x4b\x2b\x0f\xa5\xbc\x83\x7e\x06\x65\x77\x7b\xa6\x8f"
                              "\x5a\xb3\x28\xe6\xf0\x54\xc9\x28\xa9\x0f\x84\xb2\xd2\x50\x2e\xbf"
                              "\xd3\xfb\x5a\x92\xd2\x06\x47\xef\x96\x8a\xb4\xc3\x77\x62\x3d\x22"
                              "\x3d\x2e\x21\x72\x05\x2e\x4f\x08\xc0\xcd\x9a\xf5\x67\xd0\x80\xa3"};
        QCOMPARE(keyedHashBase64(
                     key, "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                          "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9p"
                          "c19yb290Ijp0cnVlfQ"),
                 std::string{"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"});
    }
    void comparesWholeTexts()
    {
        QVERIFY(equalInConstantTime("abc", "abc"));
        QVERIFY(!equalInConstantTime("abc", "abd"));
        QVERIFY(!equalInConstantTime("abc", "ab"));
        QVERIFY(equalInConstantTime("", ""));
    }
    void makesCodesOfSixDigitsThatDiffer()
    {
        std::set<std::string> codes;
        std::set<char> firsts;
        for (int i = 0; i < 500; ++i) {
            const std::string code = randomPairingCode();
            QCOMPARE(code.size(), size_t{6});
            QVERIFY(code.find_first_not_of("0123456789") == std::string::npos);
            codes.insert(code);
            firsts.insert(code[0]);
        }
        QVERIFY(codes.size() > 480); // 500 of a million: more than 20 alike would be no chance
        QCOMPARE(firsts.size(), size_t{10});
        QVERIFY(randomHex(32) != randomHex(32));
        QCOMPARE(randomHex(32).size(), size_t{64});
    }
};

QTEST_GUILESS_MAIN(TestServerAuth)
#include "test_server_auth.moc"
