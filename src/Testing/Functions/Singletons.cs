using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Testing.Functions;

/// <summary>Remembers what a host has one of.</summary>
/// <remarks>Asked a second time for the same, its provider compiles code, and throws it away with the host: of a thousand short hosts that would be most of the time.</remarks>
internal sealed class Singletons(IServiceCollection services)
{
    private readonly Dictionary<Type, ServiceLifetime> _lifetimes = LifetimesOf(services);
    private readonly ConcurrentDictionary<Type, object?> _known = new();

    /// <summary>A scope whose singletons are remembered.</summary>
    public IServiceProvider In(IServiceProvider scope) => new Scope(this, scope);

    private static Dictionary<Type, ServiceLifetime> LifetimesOf(IServiceCollection services)
    {
        var lifetimes = new Dictionary<Type, ServiceLifetime>();
        foreach (var service in services.Where(service => !service.IsKeyedService))
        {
            lifetimes[service.ServiceType] = service.Lifetime;
        }

        return lifetimes;
    }

    private bool Has(Type type) =>
        (_lifetimes.TryGetValue(type, out var lifetime) || (type.IsGenericType && _lifetimes.TryGetValue(type.GetGenericTypeDefinition(), out lifetime)))
        && lifetime == ServiceLifetime.Singleton;

    private sealed class Scope(Singletons singletons, IServiceProvider inner) : IKeyedServiceProvider
    {
        public object? GetService(Type serviceType) => singletons.Has(serviceType)
            ? singletons._known.GetOrAdd(serviceType, static (type, provider) => provider.GetService(type), inner)
            : inner.GetService(serviceType);

        public object? GetKeyedService(Type serviceType, object? serviceKey) => ((IKeyedServiceProvider)inner).GetKeyedService(serviceType, serviceKey);

        public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => ((IKeyedServiceProvider)inner).GetRequiredKeyedService(serviceType, serviceKey);
    }
}
