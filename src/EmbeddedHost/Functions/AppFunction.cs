using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>One function of the app: its method, what starts it, and how each parameter is bound.</summary>
internal sealed class AppFunction : FunctionDefinition
{
    public AppFunction(string name, MethodInfo method, ParameterInfo trigger)
    {
        Name = name;
        Method = method;
        Trigger = trigger.GetCustomAttribute<TriggerBindingAttribute>()!;
        TriggerType = BindingNames.TypeOf(Trigger);
        EntryPoint = $"{method.DeclaringType!.FullName}.{method.Name}";
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{EntryPoint}")))[..16];
        Parameters = [.. method.GetParameters().Select(FunctionParameters.Describe)];
        InputBindings = BindingNames.InputsOf(method);
        OutputBindings = BindingNames.OutputsOf(method, Trigger);
        Bindings = ParameterBindings.Of(this);
        Body = new FunctionMethod(method);
    }

    public override string Name { get; }

    public override string Id { get; }

    public override string EntryPoint { get; }

    public override string PathToAssembly => Method.DeclaringType!.Assembly.Location;

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    public MethodInfo Method { get; }

    public TriggerBindingAttribute Trigger { get; }

    /// <summary>As in function.json: <c>httpTrigger</c>, <c>activityTrigger</c>.</summary>
    public string TriggerType { get; }

    public IReadOnlyList<ParameterBinding> Bindings { get; }

    public FunctionMethod Body { get; }
}
