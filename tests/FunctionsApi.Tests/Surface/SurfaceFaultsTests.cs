using DurableSagas.FunctionsApi.Tests.Lists;

namespace DurableSagas.FunctionsApi.Tests.Surface;

/// <summary>The check itself is seen to fail: for each way to differ from the list there is one wrong type.</summary>
public sealed class SurfaceFaultsTests
{
    private const string Listed = """
        [System.AttributeUsage(System.AttributeTargets.Method)]
        public abstract class Reader
        {
            protected Reader() { }
            public abstract string? Name { get; }
            public string Read(string? encoding = null) { }
            public string Read(string? encoding, int limit) { }
            public void Skip(int count = 1) { }
        }
        """;

    [Theory]
    [InlineData("string? Name { get; }", "string Name { get; }")]
    [InlineData("string? Name { get; }", "string? Name { get; set; }")]
    [InlineData("abstract string? Name", "virtual string? Name")]
    [InlineData("encoding = null", "encoding")]
    [InlineData("int count = 1", "int count = 2")]
    [InlineData("int count", "int number")]
    [InlineData("int count", "long count")]
    [InlineData("public void Skip", "protected void Skip")]
    public void Member_OtherThanListed_IsOneFault(string listed, string wrong)
    {
        var ours = Types(Listed.Replace(listed, wrong, StringComparison.Ordinal));

        var faults = SurfaceFaults.Of(ours, new ApiLists(Types(Listed)));

        Assert.Contains(wrong, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Member_OtherThanListed_IsNamedWithTheNearestFirst()
    {
        var ours = Types(Listed.Replace("Read(string? encoding = null)", "Read(string encoding = null)", StringComparison.Ordinal));

        var faults = SurfaceFaults.Of(ours, new ApiLists(Types(Listed)));

        Assert.Equal(
            """
            'Acme.Reader': member 'public string Read(string encoding = null) { }' is not listed.
                listed: public string Read(string? encoding = null) { }
                listed: public string Read(string? encoding, int limit) { }
            """,
            Assert.Single(faults));
    }

    [Fact]
    public void Member_LeftOut_IsNoFaultButAnAbstractOneIs()
    {
        ApiLists lists = new(Types(Listed));
        var ours = Types("public abstract class Reader\n{\nprotected Reader() { }\n}");

        var missing = SurfaceFaults.MissingAbstractMembers(ours, lists);

        Assert.DoesNotContain(SurfaceFaults.Of(ours, lists), fault => fault.Contains("member", StringComparison.Ordinal));
        Assert.StartsWith(
            "'Acme.Reader' lacks the abstract member 'public abstract string? Name { get; }'.",
            Assert.Single(missing),
            StringComparison.Ordinal);
    }

    [Fact]
    public void InterfaceMember_LeftOut_IsAMissingAbstractMember()
    {
        ApiLists lists = new(Types("public interface IReader\n{\nvoid Read();\nvoid Skip();\n}"));
        var ours = Types("public interface IReader\n{\nvoid Read();\n}");

        var missing = SurfaceFaults.MissingAbstractMembers(ours, lists);

        Assert.Contains("'void Skip();'", Assert.Single(missing), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public abstract class", "public class", "is declared 'public class Reader', but listed 'public abstract class Reader'")]
    [InlineData("[System.AttributeUsage(System.AttributeTargets.Method)]", "", "lacks the attribute [System.AttributeUsage(")]
    [InlineData("public abstract class", "[Acme.Sharp]\npublic abstract class", "has the attribute [Acme.Sharp], which is not listed")]
    [InlineData("class Reader", "class Raeder", "Type 'Acme.Raeder' is in no list.\n    listed: Acme.Reader")]
    public void Type_OtherThanListed_IsOneFault(string listed, string wrong, string expected)
    {
        var ours = Types(Listed.Replace(listed, wrong, StringComparison.Ordinal));

        var faults = SurfaceFaults.Of(ours, new ApiLists(Types(Listed)));

        Assert.Contains(expected, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("void Old();", "is listed: take the entry out.")]
    [InlineData("void Unused();", "is not there: take the entry out, or add the member.")]
    public void AllowList_NeedlessEntry_IsAFault(string entry, string expected)
    {
        ApiLists listed = new(Types("public interface IReader\n{\nvoid Old();\n}"));
        ApiLists ours = new(Types("public interface IReader\n{\nvoid Old();\nvoid New();\n}"));
        var allowed = Types($"public interface IReader\n{{\nvoid New();\n{entry}\n}}");

        var faults = AllowListFaults.Of(allowed, listed, ours);

        Assert.Equal($"Allowed member '{entry}' of 'Acme.IReader' {expected}", Assert.Single(faults));
    }

    private static IReadOnlyList<ApiType> Types(string types) => ApiListParser.Parse($"namespace Acme\n{{\n{types}\n}}");
}
