using System.Text.Json;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Recording;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Testing.Functions;

/// <summary>The activities that can be called: the app's, and those of a saga's own that the app does not have.</summary>
internal sealed class Activities(
    AppFunctions app, DataConverter converter, IServiceScopeFactory scopes, Singletons singletons, TimelineRecorder recorder, CompensationRequester requester)
{
    /// <summary>Runs one, from its input as JSON to its result as JSON.</summary>
    public async Task<string?> RunAsync(string name, string? input, CancellationToken cancellationToken)
    {
        if (app.Activities.TryGetValue(name, out var function))
        {
            await using var scope = scopes.CreateAsyncScope();
            object?[] arguments = [.. function.Parameters.Select(parameter => Argument(function, parameter, input, cancellationToken))];
            return converter.Serialize(await function.InvokeAsync(singletons.In(scope.ServiceProvider), arguments));
        }

        return name switch
        {
            TimelineRecorder.RecordTimeline => converter.Serialize(await recorder.RecordAsync(Input<TimelineCall>(input), cancellationToken)),
            CompensationRequester.RequestCompensation => converter.Serialize(await requester.RunAsync(Input<StepCall<JsonElement>>(input), cancellationToken)),
            _ => throw new InvalidOperationException(
                $"There is no activity function '{name}'. Known: {string.Join(", ", app.Activities.Keys.Order(StringComparer.Ordinal))}."),
        };
    }

    private object? Argument(FunctionMethod function, FunctionParameter parameter, string? input, CancellationToken cancellationToken) =>
        parameter.IsTrigger ? converter.Deserialize(input, parameter.Type)
        : parameter.IsCancellation ? cancellationToken
        : throw new NotSupportedException(
            $"Activity '{function.Name}' has a parameter '{parameter.Name}' of type '{parameter.Type.Name}'. "
            + "The kit gives an activity its input and a CancellationToken; take the rest from its constructor.");

    private T Input<T>(string? input) => converter.Deserialize<T>(input)!;
}
