// SPDX-License-Identifier: MIT
#include "core/claude/hooks/question_form.h"

#include <QJsonArray>
#include <QSet>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

std::vector<QuestionOption> optionsOf(const QJsonValue& question)
{
    std::vector<QuestionOption> options;
    const QJsonArray all = question["options"_L1].toArray();
    for (const QJsonValue option : all)
        options.push_back(
            {.label = option["label"_L1].toString(), .description = option["description"_L1].toString()});
    return options;
}

} // namespace

bool asksQuestions(const hook::ToolCall& call)
{
    return call.tool == "AskUserQuestion"_L1;
}

std::vector<AskedQuestion> askedQuestions(const hook::ToolCall& call)
{
    const QJsonArray all = call.input.value("questions"_L1).toArray();
    if (!asksQuestions(call) || static_cast<std::size_t>(all.size()) > MaxQuestions)
        return {};
    std::vector<AskedQuestion> questions;
    QSet<QString> texts;
    for (const QJsonValue question : all) {
        const QString text = question["question"_L1].toString();
        if (text.isEmpty() || texts.contains(text))
            return {};
        texts.insert(text);
        questions.push_back({.text = text,
                             .header = question["header"_L1].toString(),
                             .options = optionsOf(question),
                             .takesSeveral = question["multiSelect"_L1].toBool()});
    }
    return questions;
}

QJsonObject beyondQuestions(const hook::ToolCall& call)
{
    QJsonObject rest = call.input;
    QJsonArray questions;
    bool isMore = false;
    const QJsonArray all = rest.value("questions"_L1).toArray();
    for (const QJsonValue value : all) {
        QJsonObject question = value.toObject();
        QJsonArray options;
        bool isMoreOfOptions = false;
        const QJsonArray offered = question.value("options"_L1).toArray();
        for (const QJsonValue one : offered) {
            QJsonObject option = one.toObject();
            if (option.value("description"_L1).isString())
                option.remove("description"_L1);
            isMoreOfOptions = isMoreOfOptions || option.size() > 1;
            options.append(option);
        }
        if (question.value("multiSelect"_L1).isBool())
            question.remove("multiSelect"_L1);
        if (question.value("header"_L1).isString())
            question.remove("header"_L1);
        if (isMoreOfOptions)
            question.insert("options"_L1, options);
        else
            question.remove("options"_L1);
        isMore = isMore || question.size() > 1;
        questions.append(question);
    }
    if (isMore)
        rest.insert("questions"_L1, questions);
    else
        rest.remove("questions"_L1);
    return rest;
}

QJsonObject withAnswers(QJsonObject input, const QJsonObject& answers)
{
    input.insert("answers"_L1, answers);
    return input;
}

QJsonObject withoutAnswers(QJsonObject input)
{
    input.remove("answers"_L1);
    return input;
}

bool asksForPlan(const hook::ToolCall& call)
{
    return call.tool == "ExitPlanMode"_L1;
}

QString planOf(const hook::ToolCall& call)
{
    return call.input.value("plan"_L1).toString();
}

QString planPathOf(const hook::ToolCall& call)
{
    return call.input.value("planFilePath"_L1).toString();
}

QJsonObject beyondPlan(const hook::ToolCall& call)
{
    QJsonObject rest = call.input;
    if (!planOf(call).trimmed().isEmpty())
        rest.remove("plan"_L1);
    return rest;
}

} // namespace tocsin
