namespace DurableSagas.FunctionsApi.Tests.Lists;

/// <summary>One member as the lists write it, on one line, its attributes apart.</summary>
internal sealed record ApiMember(string Signature, IReadOnlyList<string> Attributes)
{
    public string Name => MemberShape.Of(Signature).Name;

    public bool IsAbstract => Signature.Split('(')[0].Split(' ').Contains("abstract");
}
