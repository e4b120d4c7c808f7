#include "sim/deploy/deployment_code.h"

namespace tlscam {

// FAT has no journal of its own. A power cut in a rename can leave both names, which then share their
// clusters (oofatfs, f_rename(): "an interruption can cause a cross-link"): to remove one would free the
// content of the other. Whoever finds both names makes a true copy under a third name (`~1`, `~2`, ...),
// checks it, and removes both, with nothing written in between. `_s` lists the names of such a family, `_t`
// makes the copy.
//
// `_m` moves old content to its backup's name, `_p` puts new content in place. Both may find any of the
// states in which they can have been interrupted.
std::string_view deployment_code() {
  return R"(import os,hashlib
def _k(p):
 try:return 'd'if os.stat(p)[0]&16384 else'f'
 except OSError:return'-'
def _h(p):
 if _k(p)!='f':return''
 h=hashlib.sha256()
 b=bytearray(512)
 m=memoryview(b)
 with open(p,'rb')as f:
  while 1:
   n=f.readinto(b)
   if not n:break
   h.update(m[:n])
 return''.join('%02x'%c for c in h.digest())
def _q(ps):
 for p in ps:
  k=_k(p)
  print(k,os.stat(p)[6]if k=='f'else 0,_h(p)or'-')
def _s(p):
 r=[]
 for i in range(9):
  n=p+'~%d'%i if i else p
  if _k(n)=='f':r.append(n)
 return r
def _g(p,w):
 r=_s(p)
 while r and _h(r[-1])!=w:os.remove(r.pop())
 return r
def _t(a,p,w):
 i=0 if a==p else int(a[-1])
 if i>7:raise OSError(5)
 c=p+'~%d'%(i+1)
 with open(a,'rb')as f:
  with open(c,'wb')as g:
   while 1:
    d=f.read(512)
    if not d:break
    g.write(d)
 if _h(c)!=w:raise OSError(5)
 return c
def _m(a,p,w):
 r=_g(p,w)
 if not r:
  if _h(a)==w:os.rename(a,p)
  return
 if _h(a)==w:
  if len(r)==1:r.append(_t(r[0],p,w))
  os.remove(a)
 for n in r[:-1]:os.remove(n)
def _p(p,a,w):
 r=_g(p,w)
 d=_h(a)==w
 if not r:
  if d:return
  raise OSError(2)
 if d:
  if len(r)==1:r.append(_t(r[0],p,w))
  os.remove(a)
 for n in r[:-1]:os.remove(n)
 os.rename(r[-1],a)
def _x(a,p,b,w,o):
 h=_h(a)
 if h and h!=w and h!=o:
  print('kept',a)
  os.rename(a,a+'.kept')
  h=''
 if o and(h==o or _s(b)):_m(a,b,o)
 if p:_p(p,a,w)
def _f(d,g):
 open(d+'/d%d'%g,'w').close()
 for n in os.listdir(d):
  if n not in('j%d'%g,'d%d'%g)and not n.startswith('b%d-'%g):os.remove(d+'/'+n)
 if hasattr(os,'sync'):os.sync())";
}

}  // namespace tlscam
