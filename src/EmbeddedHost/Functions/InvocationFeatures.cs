using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>What middleware has set, else what the invocation or its trigger can do itself.</summary>
internal sealed class InvocationFeatures(InvocationContext context) : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _set = [];

    public void Set<T>(T instance) => _set[typeof(T)] = instance!;

    public T? Get<T>() =>
        _set.TryGetValue(typeof(T), out var instance) ? (T)instance
        : context is T own ? own
        : context.Trigger is T trigger ? trigger
        : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _set.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
