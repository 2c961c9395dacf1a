using DurableSagas.SagaFunctions.Http.Patience;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Http.Problems;

/// <summary>Asks the task hub for an instance that is none: an answer says that the hub is there.</summary>
internal static class TaskHubProbe
{
    public const string Id = "health-probe";

    /// <summary>Whether the task hub answers the client of an invocation, in what is left of its caller's patience.</summary>
    public static async Task<bool> IsAnsweredAsync(FunctionContext context, TimeProvider time)
    {
        var patience = CallerPatience.Of(context, time);
        using var enough = new CancellationTokenSource(patience.LeftOf(patience.Limit), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, patience.Host);
        try
        {
            var inputs = await context.Features.Get<IFunctionInputBindingFeature>()!.BindFunctionInputAsync(context);
            await inputs.Values.OfType<DurableTaskClient>().First().GetInstanceAsync(Id, either.Token);
            return true;
        }
        catch (Exception exception) when (Repetition.Heals(exception) || Repetition.IsUnclear(exception))
        {
            return false;
        }
    }
}
