using System.Net;
using DurableSagas.Projections.Audit;
using DurableSagas.SagaFunctions.Http.Problems;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Audit;

/// <summary>Carries out operators' commands, each with a row of its own: what was done is never without one.</summary>
public sealed partial class AuditedCommands(AuditLog log, TimeProvider time, ILogger<AuditedCommands> logger)
{
    /// <param name="by">Who asks for it.</param>
    /// <param name="reason">Null where none need be given.</param>
    internal OperatorAction New(string by, AuditedCommand command, string? reason) => new(time.GetUtcNow(), by, command, reason);

    /// <param name="sagaIds">The saga that was asked for, and the one that is acted upon, where that is another.</param>
    /// <param name="action">As it is written down.</param>
    /// <param name="command">What it does; a problem that it ends with is its refusal.</param>
    /// <param name="detailOf">What the row is to say of what the command gives; null: nothing.</param>
    internal async Task<T> RunAsync<T>(
        IEnumerable<string> sagaIds,
        OperatorAction action,
        Func<Task<T>> command,
        CancellationToken cancellationToken,
        Func<T, string>? detailOf = null)
    {
        List<(string SagaId, string Key)> rows = [];
        foreach (var sagaId in sagaIds.Distinct())
        {
            rows.Add((sagaId, await log.AskedAsync(sagaId, action, cancellationToken)));
        }

        try
        {
            var answer = await command();
            await EndedAsync(rows, CommandResult.Accepted, detailOf?.Invoke(answer));
            return answer;
        }
        catch (ProblemException refused) when (refused.Status < HttpStatusCode.InternalServerError)
        {
            await EndedAsync(rows, CommandResult.Refused, refused.Message);
            throw;
        }
        catch (Exception)
        {
            await EndedAsync(rows, CommandResult.Unknown, "It was broken off: whether it was done, the saga's state tells.");
            throw;
        }
    }

    // The caller may be gone by now: the row is completed all the same. Where that fails, it says still what was asked for.
    private async Task EndedAsync(List<(string SagaId, string Key)> rows, CommandResult result, string? detail)
    {
        foreach (var (sagaId, key) in rows)
        {
            try
            {
                await log.EndedAsync(sagaId, key, result, detail, CancellationToken.None);
            }
            catch (Exception exception)
            {
                LogNotCompleted(logger, exception, sagaId, result);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Saga '{InstanceId}': the record of an operator's command could not be completed; its result is {Result}.")]
    private static partial void LogNotCompleted(ILogger logger, Exception exception, string instanceId, CommandResult result);
}
