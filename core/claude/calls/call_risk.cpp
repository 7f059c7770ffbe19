// SPDX-License-Identifier: MIT
#include "core/claude/calls/call_risk.h"

#include "core/claude/calls/command_risk.h"
#include "core/claude/calls/path_risk.h"
#include "core/claude/calls/visible_text.h"
#include "core/claude/hooks/serving_programs.h"

#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

void addPath(const QString& path, std::set<RiskSign>& signs)
{
    switch (riskOfPath(path)) {
    case PathRisk::Keys:
        signs.insert(RiskSign::TouchesKeys);
        break;
    case PathRisk::Settings:
        signs.insert(RiskSign::ChangesSettings);
        break;
    case PathRisk::Device:
        signs.insert(RiskSign::TouchesDisks);
        break;
    case PathRisk::None:
        break;
    }
}

/// Of a tool that works on one file or folder.
std::set<RiskSign> signsOfPath(const QString& path, const QString& folder,
                               const std::function<QString(const QString&)>& resolve)
{
    std::set<RiskSign> signs;
    const QString absolute = QDir::cleanPath(QDir{folder}.absoluteFilePath(path));
    addPath(path, signs);
    addPath(absolute, signs);
    if (resolve)
        addPath(resolve(absolute), signs);
    return signs;
}

} // namespace

CallRisk riskOfCall(const QString& tool, const QJsonObject& input, const QString& folder,
                    const std::function<QString(const QString&)>& resolve)
{
    static const QSet<QString> reading = wordsOf("Read Glob Grep LS NotebookRead"_L1);
    if (tool == "Bash"_L1)
        return riskOfCommand(input.value("command"_L1).toString());
    CallRisk risk;
    for (const auto key : {"file_path"_L1, "path"_L1, "notebook_path"_L1}) {
        const QString path = input.value(key).toString();
        if (!path.isEmpty())
            risk.signs.merge(signsOfPath(path, folder, resolve));
    }
    if (reading.contains(tool)) {
        risk.signs.erase(RiskSign::ChangesSettings); // it reads them
        risk.level = RiskLevel::Harmless;
    }
    if (hidesSomething(QString::fromUtf8(QJsonDocument{input}.toJson())))
        risk.signs.insert(RiskSign::HidesText);
    if (!risk.signs.empty())
        risk.level = RiskLevel::Dangerous;
    return risk;
}

CallRisk withOwnList(CallRisk risk, const QString& tool, const QJsonObject& input,
                     const QStringList& patterns)
{
    const bool isCommand = tool == "Bash"_L1;
    const QString json = QString::fromUtf8(QJsonDocument{input}.toJson(QJsonDocument::Compact));
    const QString text = isCommand ? input.value("command"_L1).toString() : tool + u' ' + json;
    const bool isListed = std::any_of(patterns.begin(), patterns.end(), [&](const QString& pattern) {
        return QRegularExpression{pattern, QRegularExpression::CaseInsensitiveOption}.match(text).hasMatch();
    });
    if (isListed) {
        risk.signs.insert(RiskSign::OnOwnList);
        risk.level = RiskLevel::Dangerous;
    }
    return risk;
}

} // namespace tocsin
