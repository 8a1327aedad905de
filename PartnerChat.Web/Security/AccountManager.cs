using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Npgsql;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>Identity's accounts. Of those who take one address at once the database lets one through, and the others are told so.</summary>
internal sealed class AccountManager(
    IUserStore<ApplicationUser> store,
    IOptions<IdentityOptions> options,
    IPasswordHasher<ApplicationUser> hasher,
    IEnumerable<IUserValidator<ApplicationUser>> userValidators,
    IEnumerable<IPasswordValidator<ApplicationUser>> passwordValidators,
    ILookupNormalizer normalizer,
    IdentityErrorDescriber words,
    IServiceProvider services,
    ILogger<UserManager<ApplicationUser>> logger)
    : UserManager<ApplicationUser>(store, options, hasher, userValidators, passwordValidators, normalizer, words, services, logger)
{
    public override async Task<IdentityResult> CreateAsync(ApplicationUser user)
    {
        try
        {
            return await base.CreateAsync(user);
        }
        catch (Exception e) when (e.InnerException is DbException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return IdentityResult.Failed(ErrorDescriber.DuplicateEmail(user.Email!));
        }
    }
}
