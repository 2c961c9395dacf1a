using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.FunctionsApi.Tests.Worker;

internal sealed class Definition : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [new FunctionParameter("request", typeof(object)), new FunctionParameter("count", typeof(int))];

    public override string PathToAssembly => "";

    public override string EntryPoint => "";

    public override string Id => "function-1";

    public override string Name => "PlaceOrder";

    public override IImmutableDictionary<string, BindingMetadata> InputBindings =>
        ImmutableDictionary<string, BindingMetadata>.Empty;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add("Answer", new Binding("Answer", "http", BindingDirection.Out));
}
