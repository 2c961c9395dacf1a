using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Checks that a type named in a definition is an activity function of that name, for the saga's request.</summary>
internal static class ActivityFunction
{
    /// <summary>The function's name; what is wrong with the type is added to <paramref name="faults"/>.</summary>
    public static string NameOf<TActivity, TRequest>(ICollection<string> faults)
    {
        if (FaultOf(typeof(TActivity), typeof(TRequest)) is { } fault)
        {
            faults.Add(fault);
        }

        return typeof(TActivity).Name;
    }

    private static string? FaultOf(Type type, Type request)
    {
        var call = typeof(StepCall<>).MakeGenericType(request);
        return StepActivity.In(type) switch
        {
            { } activity when activity.Name == type.Name => activity switch
            {
                _ when activity.Call != call =>
                    $"Activity '{type.Name}' takes {TypeText.Of(activity.Call)}, but a saga of {TypeText.Of(request)} calls it with {TypeText.Of(call)}.",
                { Result: null } =>
                    $"Activity '{type.Name}' returns {TypeText.Of(activity.Returned)}; expected Task<StepResult<T>>, as {nameof(StepRunner)}.RunAsync gives it.",
                _ => null,
            },
            var other => $"'{type.Name}' is no activity function: expected a public method with [Function(nameof({type.Name}))] "
                + $"and an [ActivityTrigger] parameter, found {(other?.Name is { } name ? $"the name '{name}'" : "none")}.",
        };
    }
}
