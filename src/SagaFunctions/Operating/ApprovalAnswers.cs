using System.Globalization;
using DurableSagas.Projections;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Operating;

/// <summary>Gives a saga the answer to an approval: the first one counts, however many come.</summary>
public sealed class ApprovalAnswers(GivenAnswers given, TimeProvider time)
{
    /// <exception cref="ProblemException">409: another answer was given before, or the saga is not under way.</exception>
    internal async Task GiveAsync(DurableTaskClient client, SagaView saga, string step, ApprovalAnswer answer, CancellationToken cancellationToken)
    {
        var asked = new ApprovalRecord(step, answer.Approved, answer.By, time.GetUtcNow(), answer.Comment);
        if (await given.FindAsync(saga.Id, step, cancellationToken) is { } first)
        {
            await RepeatAsync(client, saga, first, asked, cancellationToken);
            return;
        }

        UnderWayRule.Require(saga.Id, await SagaStanding.FindAsync(client, saga.Id, cancellationToken), saga.Status, $"'{step}' can be answered");
        // What came through the management API, or nobody said in time, is not told anew.
        if (IsOpen(saga, step) && !await given.KeepAsync(saga.Id, asked, cancellationToken))
        {
            first = await given.FindAsync(saga.Id, step, cancellationToken);
            await RepeatAsync(client, saga, first ?? asked, asked, cancellationToken);
            return;
        }

        await RaiseAsync(client, saga, asked, cancellationToken);
    }

    // Whoever gave the first may have stopped before the saga was told, which takes one answer and no more.
    private static async Task RepeatAsync(
        DurableTaskClient client, SagaView saga, ApprovalRecord first, ApprovalRecord asked, CancellationToken cancellationToken)
    {
        if (saga.Status.IsUnderWay() && IsOpen(saga, first.Step))
        {
            await client.RaiseAsync(saga.Id, first.Step, AnswerOf(first), saga.Status, cancellationToken);
        }

        if (first with { At = asked.At } != asked)
        {
            throw UnderWayRule.Conflict(saga.Id, $"'{first.Step}' of saga '{saga.Id}' has been answered: {Told(first)}; the first answer counts.");
        }
    }

    private async Task RaiseAsync(DurableTaskClient client, SagaView saga, ApprovalRecord asked, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseAsync(saga.Id, asked.Step, AnswerOf(asked), saga.Status, cancellationToken);
        }
        catch (ProblemException)
        {
            await given.WithdrawAsync(saga.Id, asked.Step, cancellationToken);
            throw;
        }
    }

    private static bool IsOpen(SagaView saga, string step) =>
        saga.Steps.FirstOrDefault(known => known.Name == step) is null or { Status: StepStatus.Pending or StepStatus.Running };

    private static ApprovalAnswer AnswerOf(ApprovalRecord record) => new(record.Approved, record.By, record.Comment);

    private static string Told(ApprovalRecord first)
    {
        var at = first.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var comment = string.IsNullOrWhiteSpace(first.Comment) ? string.Empty : $", '{first.Comment}'";
        return $"{first.By} said {(first.Approved ? "yes" : "no")} at {at}{comment}";
    }
}
