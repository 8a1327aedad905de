using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using PartnerChat.Data;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Architecture;

/// <summary>The code as compiled, and who in it uses whom.</summary>
internal static class House
{
    public static readonly System.Reflection.Assembly Data = typeof(ChatDbContext).Assembly;
    public static readonly System.Reflection.Assembly Web = typeof(ChatService).Assembly;

    private static readonly ArchUnitNET.Domain.Architecture Built = new ArchLoader().LoadAssemblies(Data, Web).Build();

    /// <summary>The types in that namespace and below it.</summary>
    public static IReadOnlyList<IType> TypesIn(string room)
    {
        var types = Built.Types.Where(t => IsIn(t, room)).ToList();
        Assert.NotEmpty(types);
        return types;
    }

    /// <summary>"Who uses what", of these types and what they use of those namespaces or types, named in full.</summary>
    public static IReadOnlyList<string> Uses(IEnumerable<IType> types, params string[] what) =>
    [
        .. types
            .SelectMany(t => t.Dependencies.SelectMany(TypesOf).Where(used => what.Any(w => IsIn(used, w))).Select(used => $"{t.FullName} uses {used.FullName}"))
            .Distinct()
            .Order(),
    ];

    public static bool IsIn(IType type, string room) =>
        type.FullName == room || type.FullName.StartsWith($"{room}.", StringComparison.Ordinal) || type.FullName.StartsWith($"{room}+", StringComparison.Ordinal)
        || type.FullName.StartsWith($"{room}/", StringComparison.Ordinal);

    private static IEnumerable<IType> TypesOf(ITypeDependency dependency) => dependency.TargetGenericArguments.SelectMany(TypesOf).Prepend(dependency.Target);

    private static IEnumerable<IType> TypesOf(GenericArgument argument) => argument.GenericArguments.SelectMany(TypesOf).Prepend(argument.Type);
}
