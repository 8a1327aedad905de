using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Architecture;

public sealed class TypeTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Classes_ThatNobodyDerivesFrom_AreSealed()
    {
        var open = Types()
            .Where(t => t is { IsClass: true, IsAbstract: false, IsSealed: false } && t.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Where(t => !IsMarkupOnly(t) && t != typeof(Program) && t.Namespace != "PartnerChat.Data.Migrations")
            .Select(t => t.FullName);

        Assert.Empty(open);
    }

    [Fact]
    public void Methods_ThatAreAsync_CanBeAwaited()
    {
        var lost = Types()
            .SelectMany(t => t.GetMethods(All))
            .Where(m => m.ReturnType == typeof(void) && m.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
            .Select(m => $"{m.DeclaringType}.{m.Name}");

        Assert.Empty(lost);
    }

    // The framework's generators write types of theirs into our assembly.
    private static IEnumerable<Type> Types() =>
        House.Data.GetTypes().Concat(House.Web.GetTypes()).Where(t => t.Namespace?.StartsWith("Microsoft.", StringComparison.Ordinal) != true);

    // The Razor compiler makes the class of a file without code behind, and does not seal it.
    private static bool IsMarkupOnly(Type type) =>
        type.Name == "_Imports" || (typeof(IComponent).IsAssignableFrom(type) && !Repository.Files("PartnerChat.Web", $"{type.Name}.razor.cs").Any());
}
